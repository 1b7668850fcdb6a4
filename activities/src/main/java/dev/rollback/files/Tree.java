package dev.rollback.files;

import dev.rollback.store.ContentId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Entries in the order of their paths, each path once, with their groups of hard links numbered.
final class Tree {
  private final List<Entry> entries;

  private Tree(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /// @param entries in order; their groups are numbered anew, and one of a single name is none
  /// @throws IllegalArgumentException when they are not in order
  static Tree of(Collection<Entry> entries) {
    var sizes = new HashMap<Integer, Integer>();
    entries.forEach(entry -> sizes.merge(entry.links(), 1, Integer::sum));
    var numbers = new HashMap<Integer, Integer>();
    var numbered = new ArrayList<Entry>(entries.size());
    for (Entry entry : entries) {
      if (!numbered.isEmpty() && numbered.getLast().path().compareTo(entry.path()) >= 0) {
        throw new IllegalArgumentException(entry.path() + " is out of order.");
      }
      boolean alone = entry.links() == 0 || sizes.getOrDefault(entry.links(), 0) < 2;
      int number = alone ? 0 : numbers.computeIfAbsent(entry.links(), _ -> numbers.size() + 1);
      numbered.add(entry.links() == number ? entry : entry.linked(number));
    }
    return new Tree(numbered);
  }

  List<Entry> entries() {
    return entries;
  }

  /// Entries that were captured themselves and are there.
  long count() {
    return entries.stream()
        .filter(entry -> !entry.anchor() && entry.kind() != FileKind.ABSENT)
        .count();
  }

  Optional<Entry> find(RawPath path) {
    int at = position(path);
    return at < entries.size() && entries.get(at).path().equals(path)
        ? Optional.of(entries.get(at))
        : Optional.empty();
  }

  /// The entry of this path, if any, and all beneath it.
  List<Entry> subtree(RawPath path) {
    int start = position(path);
    int end = start;
    while (end < entries.size() && entries.get(end).path().within(path)) {
      end++;
    }
    return entries.subList(start, end);
  }

  private int position(RawPath path) {
    int low = 0;
    int high = entries.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (entries.get(middle).path().compareTo(path) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// What lies at or beneath one of the paths; what leads there becomes an anchor.
  Tree narrowed(List<RawPath> paths) {
    if (paths.isEmpty()) {
      return this;
    }
    var kept = new ArrayList<Entry>();
    for (Entry entry : entries) {
      if (paths.stream().anyMatch(entry.path()::within)) {
        kept.add(entry);
      } else if (paths.stream().anyMatch(path -> path.within(entry.path()))
          && entry.isDirectory()) {
        kept.add(entry.asAnchor());
      }
    }
    return of(kept);
  }

  /// The names that share a file, for every name that shares one.
  Map<RawPath, List<RawPath>> linkedNames() {
    var groups = new HashMap<Integer, List<RawPath>>();
    for (Entry entry : entries) {
      if (entry.links() > 0) {
        groups.computeIfAbsent(entry.links(), _ -> new ArrayList<>()).add(entry.path());
      }
    }
    var names = new HashMap<RawPath, List<RawPath>>();
    groups.values().forEach(group -> group.forEach(path -> names.put(path, group)));
    return names;
  }

  /// A digest of all but the anchors: two trees of equal digest are equal to the last attribute.
  ContentId digest() {
    return ContentId.of(
        TreeFormat.encoded(of(entries.stream().filter(entry -> !entry.anchor()).toList())));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tree tree && entries.equals(tree.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }
}
