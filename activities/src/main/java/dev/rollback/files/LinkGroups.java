package dev.rollback.files;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Decides on files with several names once all names were looked at: they are right only together.
final class LinkGroups {
  private final List<Found> all = new ArrayList<>();
  private final Set<FileId> anew = new HashSet<>();
  private final Set<FileId> gone = new HashSet<>();

  /// One name of such a file.
  ///
  /// @param base where it is staged
  /// @param status what is there; null for nothing
  /// @param metadata what is there
  /// @param sameContent whether the content is the snapshot's
  /// @param same whether content and metadata are
  record Found(
      RawPath path,
      TreeEntry wanted,
      RawPath base,
      @Nullable FileStatus status,
      @Nullable Metadata metadata,
      boolean sameContent,
      boolean same) {}

  /// What to do about a name.
  enum What {
    CREATE,
    REPLACE,
    METADATA
  }

  record Verdict(What what, Found found) {}

  synchronized void found(Found found) {
    all.add(found);
  }

  /// A name that is not there.
  void missing(RawPath path, TreeEntry wanted, RawPath base) {
    found(new Found(path, wanted, base, null, null, false, false));
  }

  /// Hears of a name in a directory that is made anew as a whole: all other names of its file must
  /// be made with it.
  synchronized void anew(FileId group) {
    anew.add(group);
  }

  /// Hears of live files of which a name goes. The names that stay are made anew: so an undo finds
  /// all of them among what the rollback touched, and can put them back together.
  synchronized void gone(Set<FileId> files) {
    gone.addAll(files);
  }

  /// Tells of every name that something is to be done about. Metadata are set on a file as it is
  /// only where none of its names lies elsewhere: what is outside is not changed through it.
  synchronized void settle(Consumer<Verdict> each) {
    all.sort(Comparator.comparing(Found::path));
    var groups = new LinkedHashMap<FileId, List<Found>>();
    var alone = new ArrayList<Found>();
    for (Found found : all) {
      FileId group = found.wanted().group();
      if (group == null) {
        alone.add(found);
      } else {
        groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(found);
      }
    }
    Map<FileId, Set<RawPath>> live = liveNames();
    groups.values().forEach(names -> settleGroup(names, live, each));
    alone.forEach(found -> settleAlone(found, live, each));
  }

  private Map<FileId, Set<RawPath>> liveNames() {
    var live = new HashMap<FileId, Set<RawPath>>();
    for (Found found : all) {
      FileStatus status = found.status();
      if (status != null) {
        live.computeIfAbsent(status.id(), _ -> new HashSet<>()).add(found.path());
      }
    }
    return live;
  }

  private void settleGroup(
      List<Found> names, Map<FileId, Set<RawPath>> live, Consumer<Verdict> each) {
    Found first = names.getFirst();
    boolean torn = anew.contains(first.wanted().group());
    boolean right =
        !torn
            && together(names, live)
            && !loses(first)
            && names.stream().allMatch(Found::sameContent);
    if (right && first.same()) {
      return;
    }
    FileStatus status = first.status();
    if (right && status != null && status.links() == names.size()) {
      // Each name has its step, so that an undo knows all of them.
      names.forEach(found -> each.accept(new Verdict(What.METADATA, found)));
      return;
    }
    for (Found found : names) {
      each.accept(new Verdict(found.status() == null ? What.CREATE : What.REPLACE, found));
    }
  }

  private boolean loses(Found found) {
    return found.status() != null && gone.contains(found.status().id());
  }

  /// Whether all names lead to one file, and no other name that is compared does.
  private static boolean together(List<Found> names, Map<FileId, Set<RawPath>> live) {
    FileStatus first = names.getFirst().status();
    if (first == null) {
      return false;
    }
    for (Found found : names) {
      FileStatus status = found.status();
      if (status == null || !status.id().equals(first.id())) {
        return false;
      }
    }
    return live.getOrDefault(first.id(), Set.of()).size() == names.size();
  }

  private void settleAlone(Found found, Map<FileId, Set<RawPath>> live, Consumer<Verdict> each) {
    FileStatus status = found.status();
    if (status == null) {
      each.accept(new Verdict(What.CREATE, found));
    } else if (!found.same()
        || loses(found)
        || live.getOrDefault(status.id(), Set.of()).size() > 1) {
      each.accept(new Verdict(What.REPLACE, found));
    }
  }
}
