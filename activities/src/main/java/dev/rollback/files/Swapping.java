package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.files.OperatingSystem.Access;
import dev.rollback.files.OperatingSystem.Move;
import dev.rollback.files.Step.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Puts staged entries in place of their targets, and back: by renames alone, which happen wholly
/// or not at all, or for a part of a large file by writing it in place. How far a step is, the
/// inodes under its names tell.
final class Swapping implements AutoCloseable {
  private final OperatingSystem system;
  private final AllowedRoots roots;
  private final String planId;
  private final StagingPlaces places;
  private final Numbers created;
  private final Numbers changed;
  private final SwapStates states;
  private final Parents parents;
  private final FilePatch patch;

  Swapping(
      AllowedRoots roots, String planId, StagingPlaces places, Numbers created, Numbers changed) {
    this.system = roots.system();
    this.roots = roots;
    this.planId = planId;
    this.places = places;
    this.created = created;
    this.changed = changed;
    this.states = new SwapStates(roots.system(), created);
    this.parents = new Parents(roots);
    this.patch = new FilePatch(roots, system, planId);
  }

  /// Where a step's new entry waits; after an exchange, its old one.
  static byte[] stagedName(int step) {
    return Names.utf8(Integer.toString(step));
  }

  /// Where a step's old entry waits.
  static byte[] asideName(int step) {
    return Names.utf8(step + ".old");
  }

  /// The bytes of the live file that a patch overwrites or cuts off.
  static List<Range> oldRanges(Step step, long size) {
    var ranges = new ArrayList<Range>();
    long wanted = Objects.requireNonNull(step.wanted()).size();
    for (Range range : step.ranges()) {
      long end = Math.min(range.start() + range.length(), size);
      if (end > range.start()) {
        ranges.add(new Range(range.start(), end - range.start()));
      }
    }
    if (size > wanted) {
      ranges.add(new Range(wanted, size - wanted));
    }
    return ranges;
  }

  /// A target is not as it was planned.
  static RollbackException changed(String planId, RawPath path) {
    return new RollbackException(
        FailureType.TARGET_CHANGED,
        "%s changed since plan %s was made, and nothing was touched. Make a new plan."
            .formatted(path, planId));
  }

  /// Somebody else was here.
  static RollbackException foreign(RawPath path) {
    return new RollbackException(
        FailureType.ROLLBACK_FAILED,
        "%s was changed by somebody else while it was rolled back. Make a new plan."
            .formatted(path));
  }

  private boolean inPlace(Step step, int number) {
    return step.type() == Step.Type.PATCH && created.get(number) == 0;
  }

  private @Nullable Seen seen(Step step, int number) {
    Seen seen = step.seen();
    return seen == null ? null : seen.at(changed.get(number));
  }

  /// Makes a step, or the rest of it.
  void forward(Step step, int number) {
    run(
        step,
        parent -> {
          if (inPlace(step, number)) {
            patch.forward(step, seen(step, number), number, place(step));
            return;
          }
          switch (states.of(parent, place(step), step, number)) {
            case PENDING -> {
              requireSame(parent, step, number);
              swap(parent, step, number);
              requireSameMoved(step, number);
            }
            case HALFWAY ->
                system.move(place(step), stagedName(number), parent, step.path().name(), Move.KEEP);
            case DONE -> requireSameMoved(step, number);
            case FOREIGN -> throw foreign(step.path());
          }
        });
  }

  private Descriptor place(Step step) {
    return places.of(step.base());
  }

  private void requireSame(Descriptor parent, Step step, int number) throws SystemFailure {
    Seen seen = seen(step, number);
    if (seen == null) {
      return;
    }
    FileStatus status = system.status(parent, step.path().name());
    // A step on another name of the same file has changed it, or an earlier run has cleared its
    // flags, and that is no news.
    boolean touched = seen.linked() || (seen.lateFlags() != 0 && status.lateFlags() == 0);
    if (!(touched ? seen.sameButMoved(status) : seen.same(status))) {
      throw changed(planId, step.path());
    }
    if (seen.lateFlags() != 0) {
      setLateFlags(parent, step, 0);
    }
  }

  /// What came to the old entry between the last look and the swap must not be lost.
  private void requireSameMoved(Step step, int number) throws SystemFailure {
    Seen seen = step.seen();
    if (seen == null) {
      return;
    }
    byte[] name = oldName(step, number);
    try (var old = system.open(place(step), name, Access.ENTRY)) {
      if (!seen.sameButMoved(system.status(old))) {
        throw foreign(step.path());
      }
      if (!seen.beneath().equals(Seen.NOTHING_BENEATH)) {
        Inventory now = Inventory.of(system, old, step.path(), 0, Inventory.Keeping.NOTHING);
        if (!now.digest().equals(seen.beneath())) {
          throw foreign(step.path());
        }
      }
    } catch (SystemFailure e) {
      if (!e.is(Errno.ENOENT)) {
        throw e;
      }
    }
  }

  private void setLateFlags(Descriptor parent, Step step, int flags) throws SystemFailure {
    boolean isDirectory = Objects.requireNonNull(step.seen()).kind() == FileKind.DIRECTORY;
    Access access = isDirectory ? Access.DIRECTORY : Access.CONTENT;
    try (var entry = system.open(parent, step.path().name(), access)) {
      system.setFlags(entry, (system.flags(entry) & ~InodeFlags.LATE) | flags);
    }
  }

  private byte[] oldName(Step step, int number) throws SystemFailure {
    boolean exchanged =
        step.type() != Step.Type.REMOVE && states.inode(place(step), stagedName(number)) != 0;
    return exchanged ? stagedName(number) : asideName(number);
  }

  private void swap(Descriptor parent, Step step, int number) throws SystemFailure {
    byte[] target = step.path().name();
    switch (step.type()) {
      case CREATE -> system.move(place(step), stagedName(number), parent, target, Move.KEEP);
      case REMOVE -> system.move(parent, target, place(step), asideName(number), Move.KEEP);
      case REPLACE, PATCH -> {
        if (!exchanged(parent, step, number)) {
          system.move(parent, target, place(step), asideName(number), Move.KEEP);
          system.move(place(step), stagedName(number), parent, target, Move.KEEP);
        }
      }
      case METADATA, EMPTIED -> {}
    }
  }

  private boolean exchanged(Descriptor parent, Step step, int number) throws SystemFailure {
    try {
      system.move(place(step), stagedName(number), parent, step.path().name(), Move.EXCHANGE);
      return true;
    } catch (SystemFailure e) {
      if (e.is(Errno.EINVAL, Errno.ENOSYS)) {
        return false;
      }
      throw e;
    }
  }

  /// Unmakes a step, however far it is.
  void back(Step step, int number) {
    run(
        step,
        parent -> {
          if (inPlace(step, number)) {
            patch.back(step, number, place(step));
            return;
          }
          switch (states.of(parent, place(step), step, number)) {
            case PENDING -> {}
            case HALFWAY ->
                system.move(place(step), asideName(number), parent, step.path().name(), Move.KEEP);
            case DONE -> swapBack(parent, step, number);
            case FOREIGN -> throw foreign(step.path());
          }
          Seen seen = step.seen();
          if (seen != null && seen.lateFlags() != 0) {
            setLateFlags(parent, step, seen.lateFlags());
          }
        });
  }

  private void swapBack(Descriptor parent, Step step, int number) throws SystemFailure {
    byte[] target = step.path().name();
    switch (step.type()) {
      case CREATE -> system.move(parent, target, place(step), stagedName(number), Move.KEEP);
      case REMOVE -> system.move(place(step), asideName(number), parent, target, Move.KEEP);
      case REPLACE, PATCH -> {
        if (states.inode(place(step), stagedName(number)) == SwapStates.replaced(step)) {
          system.move(place(step), stagedName(number), parent, target, Move.EXCHANGE);
        } else {
          system.move(parent, target, place(step), stagedName(number), Move.KEEP);
          system.move(place(step), asideName(number), parent, target, Move.KEEP);
        }
      }
      case METADATA, EMPTIED -> {}
    }
  }

  @FunctionalInterface
  private interface Act {
    void on(Descriptor parent) throws SystemFailure;
  }

  private void run(Step step, Act act) {
    try {
      act.on(parents.of(step.path()));
    } catch (SystemFailure e) {
      throw Failures.of(e, roots.locate(step.path()));
    }
  }

  @Override
  public void close() {
    parents.close();
  }
}
