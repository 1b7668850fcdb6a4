package dev.rollback.files;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How many entries a rollback creates, modifies and deletes, and which of them are lost with it.
///
/// A directory of which only the time differs, because of another change in it, is not counted.
///
/// @param modifiedFiles entries whose content, or kind, is other than the snapshot's
/// @param createdFiles entries that are removed
/// @param lines one readable line for each change
record Counts(
    long create,
    long modify,
    long delete,
    List<RawPath> modifiedFiles,
    List<RawPath> createdFiles,
    List<String> lines) {

  static Counts of(Tree live, Tree wanted) {
    return new Tally(live, wanted).counts();
  }

  private static final class Tally {
    private final Tree live;
    private final Tree wanted;
    private final List<RawPath> modifiedFiles = new ArrayList<>();
    private final List<RawPath> createdFiles = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private long create;
    private long modify;
    private long delete;

    Tally(Tree live, Tree wanted) {
      this.live = live;
      this.wanted = wanted;
    }

    Counts counts() {
      List<Operation> operations = Difference.between(live, wanted).operations();
      Set<RawPath> busy = new HashSet<>();
      operations.stream()
          .filter(operation -> operation.type() != Operation.Type.DIRECTORY)
          .forEach(operation -> busy.add(operation.path().parent()));
      operations.forEach(operation -> count(operation, busy));
      return new Counts(create, modify, delete, modifiedFiles, createdFiles, lines);
    }

    private void count(Operation operation, Set<RawPath> busy) {
      Optional<Entry> now = live.find(operation.path());
      Optional<Entry> then = wanted.find(operation.path());
      if (operation.type() == Operation.Type.DIRECTORY) {
        countDirectory(now.orElseThrow(), then.orElseThrow(), busy);
        return;
      }
      for (Entry entry : live.subtree(operation.path())) {
        if (entry.kind() != FileKind.ABSENT
            && (operation.type() == Operation.Type.REMOVE
                || !entry.path().equals(operation.path()))) {
          removed(entry);
        }
      }
      for (Entry entry : wanted.subtree(operation.path())) {
        if (entry.kind() != FileKind.ABSENT
            && (operation.type() == Operation.Type.CREATE
                || !entry.path().equals(operation.path()))) {
          create++;
          lines.add("create " + entry.path());
        }
      }
      if (operation.type() == Operation.Type.REPLACE) {
        replaced(now.orElseThrow(), then.orElseThrow());
      }
    }

    private void countDirectory(Entry now, Entry then, Set<RawPath> busy) {
      if (!now.metadata().sameButTime(then.metadata()) || !busy.contains(now.path())) {
        modified(now, then);
      }
    }

    private void removed(Entry entry) {
      delete++;
      lines.add("delete " + entry.path());
      if (!entry.isDirectory()) {
        createdFiles.add(entry.path());
      }
    }

    private void replaced(Entry now, Entry then) {
      modified(now, then);
      if (!now.isDirectory() && !now.body().equals(then.body())) {
        modifiedFiles.add(now.path());
      }
    }

    private void modified(Entry now, Entry then) {
      modify++;
      List<String> aspects = Difference.aspects(now, then);
      String what = aspects.isEmpty() ? "hard links" : String.join(", ", aspects);
      lines.add("modify %s (%s)".formatted(now.path(), what));
    }
  }
}
