package dev.rollback.store.several;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.ChildProcess;
import dev.rollback.store.ContentId;
import dev.rollback.store.SnapshotStore;
import dev.rollback.store.StoreException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What one worker's owners must have in the store, by what its processes said: the version that
/// was done last, or the one that was begun since.
final class Worker {
  private final String name;
  private final Map<Integer, Set<Long>> possible = new HashMap<>();

  Worker(String name) {
    this.name = name;
  }

  ChildProcess start(String place, List<String> flags, long seed, int steps) throws IOException {
    return ChildProcess.start(WorkingProgram.class, flags, place, name, seed, steps);
  }

  /// Hears so many lines, or all.
  ///
  /// @return false when the process ended before
  boolean hear(ChildProcess process, int lines) throws IOException {
    for (int line = 0; line < lines; line++) {
      String said = process.line();
      if (said == null) {
        return false;
      }
      hear(said);
    }
    return true;
  }

  private void hear(@Nullable String said) {
    String[] words = String.valueOf(said).split(" ", -1);
    if (words.length == 3) {
      Set<Long> versions =
          possible.computeIfAbsent(Integer.valueOf(words[1]), _ -> new TreeSet<>(Set.of(0L)));
      if (words[0].equals("done")) {
        versions.clear();
      }
      versions.add(Long.valueOf(words[2]));
    }
  }

  /// Every owner is old or new, and all that it keeps can be read.
  void assertOldOrNew(SnapshotStore store, String story) throws StoreException {
    for (Map.Entry<Integer, Set<Long>> owner : possible.entrySet()) {
      Set<ContentId> found = store.contents(WorkingProgram.owner(name, owner.getKey()));
      owner.getValue().removeIf(version -> !kept(version).equals(found));
      assertThat(owner.getValue()).as("%s: %s has %s", story, owner.getKey(), found).isNotEmpty();
      for (ContentId content : found) {
        store.reader().verify(content);
      }
    }
  }

  private static Set<ContentId> kept(long version) {
    return version == 0 ? Set.of() : WorkingProgram.ids(version);
  }
}
