package dev.rollback.files;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a scan has found so far.
final class Scan {
  private final TreeMap<RawPath, Entry> entries = new TreeMap<>();
  private final Map<FileId, Integer> groups = new HashMap<>();
  private final Map<Integer, Long> expectedNames = new HashMap<>();
  private final List<String> notes = new ArrayList<>();

  boolean knows(RawPath path) {
    Entry known = entries.get(path);
    return known != null && !known.anchor();
  }

  void add(Entry entry) {
    entries.put(entry.path(), entry);
  }

  /// Adds a name of a file that has several.
  void addLinked(Entry entry, FileStatus status) {
    int group = groups.computeIfAbsent(status.id(), _ -> groups.size() + 1);
    expectedNames.put(group, status.links());
    add(entry.linked(group));
  }

  /// Adds what only leads to an entry, unless it is captured itself.
  void addAnchor(Entry entry) {
    entries.putIfAbsent(entry.path(), entry.asAnchor());
  }

  /// Forgets all beneath a directory, because it is about to be read again.
  void forget(RawPath directory) {
    entries.tailMap(directory, true).keySet().removeIf(path -> path.within(directory));
  }

  void note(String sentence) {
    notes.add(sentence);
  }

  List<String> notes() {
    var all = new ArrayList<>(notes);
    var names = new HashMap<Integer, List<RawPath>>();
    entries.forEach(
        (path, entry) -> {
          if (entry.links() > 0) {
            names.computeIfAbsent(entry.links(), _ -> new ArrayList<>()).add(path);
          }
        });
    names.forEach(
        (group, paths) -> {
          if (paths.size() < expectedNames.getOrDefault(group, 0L)) {
            all.add(
                "%s has hard links outside; a rollback of it leaves them with the newer content."
                    .formatted(paths.getFirst()));
          }
        });
    return all;
  }

  Tree tree() {
    return Tree.of(entries.values());
  }
}
