package dev.rollback.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What makes the one tree of the other: steps in the order of their paths, none within another.
record Difference(List<Operation> operations) {
  Difference {
    operations = List.copyOf(operations);
  }

  boolean isEmpty() {
    return operations.isEmpty();
  }

  /// @param live what is there
  /// @param wanted what should be there
  static Difference between(Tree live, Tree wanted) {
    return new Difference(new Comparison(live, wanted).operations());
  }

  /// How two entries of one path differ, in a word or two; empty when they do not.
  static List<String> aspects(Entry live, Entry wanted) {
    if (live.kind() != wanted.kind()) {
      return List.of("%s to %s".formatted(live.kind().word(), wanted.kind().word()));
    }
    var aspects = new ArrayList<String>();
    addIf(aspects, "content", live.body().equals(wanted.body()));
    Metadata now = live.metadata();
    Metadata then = wanted.metadata();
    addIf(aspects, "mode", now.mode() == then.mode());
    addIf(aspects, "owner", now.user() == then.user() && now.group() == then.group());
    addIf(aspects, "attributes", now.attributes().equals(then.attributes()));
    addIf(aspects, "time", now.sameTime(then));
    return aspects;
  }

  private static void addIf(List<String> aspects, String aspect, boolean same) {
    if (!same) {
      aspects.add(aspect);
    }
  }

  /// One walk over both trees side by side.
  private static final class Comparison {
    private final List<Entry> live;
    private final List<Entry> wanted;
    private final Map<RawPath, List<RawPath>> liveLinks;
    private final Map<RawPath, List<RawPath>> wantedLinks;
    private final List<Operation> found = new ArrayList<>();
    private int liveAt;
    private int wantedAt;

    Comparison(Tree live, Tree wanted) {
      this.live = live.entries();
      this.wanted = wanted.entries();
      this.liveLinks = live.linkedNames();
      this.wantedLinks = wanted.linkedNames();
    }

    List<Operation> operations() {
      while (liveAt < live.size() || wantedAt < wanted.size()) {
        int order = order();
        if (order < 0) {
          onlyLive(live.get(liveAt));
        } else if (order > 0) {
          onlyWanted(wanted.get(wantedAt));
        } else {
          both(live.get(liveAt), wanted.get(wantedAt));
        }
      }
      return found;
    }

    private int order() {
      if (liveAt == live.size()) {
        return 1;
      }
      return wantedAt == wanted.size()
          ? -1
          : live.get(liveAt).path().compareTo(wanted.get(wantedAt).path());
    }

    private void onlyLive(Entry entry) {
      if (entry.anchor() || entry.kind() == FileKind.ABSENT) {
        liveAt++;
      } else {
        step(Operation.Type.REMOVE, entry.path());
      }
    }

    private void onlyWanted(Entry entry) {
      if (entry.kind() == FileKind.ABSENT || entry.kind() == FileKind.MOUNT) {
        skip(entry.path());
      } else {
        step(Operation.Type.CREATE, entry.path());
      }
    }

    private void both(Entry now, Entry then) {
      if (now.kind() == FileKind.ABSENT) {
        liveAt++;
        onlyWanted(then);
      } else if (then.kind() == FileKind.ABSENT) {
        wantedAt++;
        onlyLive(now);
      } else if (then.kind() == FileKind.MOUNT) {
        // What is mounted, or was, is nobody's to change.
        skip(then.path());
      } else if (now.isDirectory() && then.isDirectory()) {
        directories(now, then);
      } else if (same(now, then)) {
        liveAt++;
        wantedAt++;
      } else {
        step(Operation.Type.REPLACE, then.path());
      }
    }

    private void directories(Entry now, Entry then) {
      liveAt++;
      wantedAt++;
      if (!now.anchor() && !then.anchor() && !now.metadata().equals(then.metadata())) {
        found.add(new Operation(Operation.Type.DIRECTORY, then.path()));
      }
    }

    private boolean same(Entry now, Entry then) {
      return now.kind() == then.kind()
          && now.metadata().equals(then.metadata())
          && now.body().equals(then.body())
          && Objects.equals(liveLinks.get(now.path()), wantedLinks.get(then.path()));
    }

    private void step(Operation.Type type, RawPath path) {
      found.add(new Operation(type, path));
      skip(path);
    }

    private void skip(RawPath path) {
      while (liveAt < live.size() && live.get(liveAt).path().within(path)) {
        liveAt++;
      }
      while (wantedAt < wanted.size() && wanted.get(wantedAt).path().within(path)) {
        wantedAt++;
      }
    }
  }

  /// The first step, for a sentence.
  Optional<RawPath> first() {
    return operations.stream().map(Operation::path).findFirst();
  }
}
