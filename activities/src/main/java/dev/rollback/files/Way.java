package dev.rollback.files;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The directories that lead to several paths, and the paths themselves at the ends.
///
/// A path beneath another one is part of that and has no end of its own.
final class Way {
  private final RawPath path;
  private final SortedMap<String, Way> beneath = new TreeMap<>();
  private boolean end;
  private @Nullable Step step;

  private Way(RawPath path) {
    this.path = path;
  }

  static Way to(Collection<RawPath> paths) {
    var top = new Way(RawPath.ROOT);
    paths.forEach(top::lead);
    return top;
  }

  private void lead(RawPath target) {
    Way at = this;
    for (byte[] name : Names.split(target.bytes())) {
      if (at.end) {
        return;
      }
      Way from = at;
      at = at.beneath.computeIfAbsent(Names.latin(name), _ -> new Way(from.path.child(name)));
    }
    at.end = true;
    at.beneath.clear();
  }

  /// The way to the targets of steps; a directory that stays has its step on the way.
  static Way of(Iterable<Step> steps) {
    var top = new Way(RawPath.ROOT);
    steps.forEach(top::lead);
    return top;
  }

  private void lead(Step to) {
    Way at = this;
    for (byte[] name : Names.split(to.path().bytes())) {
      Way from = at;
      at = at.beneath.computeIfAbsent(Names.latin(name), _ -> new Way(from.path.child(name)));
    }
    at.step = to;
    Seen seen = to.seen();
    boolean stays =
        switch (to.type()) {
          case METADATA, EMPTIED -> seen != null && seen.kind() == FileKind.DIRECTORY;
          case CREATE, REPLACE, REMOVE, PATCH -> false;
        };
    at.end = !stays;
  }

  /// What a plan does here; null where it only leads on.
  @Nullable Step step() {
    return step;
  }

  RawPath path() {
    return path;
  }

  /// Whether it is one of the paths.
  boolean isEnd() {
    return end;
  }

  /// What comes next, in the order of the names.
  SortedMap<String, Way> beneath() {
    return beneath;
  }
}
