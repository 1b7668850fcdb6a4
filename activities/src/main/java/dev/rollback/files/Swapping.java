package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.files.Journal.Step;
import dev.rollback.files.OperatingSystem.Access;
import dev.rollback.files.OperatingSystem.Move;
import java.util.Optional;

/// Puts staged entries in place of their targets, and back: by renames alone, which happen wholly
/// or not at all. How far a step is, the inodes under its three names tell.
final class Swapping {
  /// How far a step is.
  enum State {
    PENDING,
    /// The old entry is aside, the new one not yet in place: only where the file system cannot
    /// exchange two names.
    HALFWAY,
    DONE,
    /// Neither the old nor the new entry is where it should be: somebody else was here.
    FOREIGN
  }

  private final AllowedRoots roots;
  private final OperatingSystem system;
  private final Journal journal;

  Swapping(AllowedRoots roots, Journal journal) {
    this.roots = roots;
    this.system = roots.system();
    this.journal = journal;
  }

  State state(int index) {
    return inParent(index, this::state);
  }

  /// Makes a step, or the rest of it. The target must be as it was planned.
  void forward(int index) {
    inParent(
        index,
        (parent, at) -> {
          State state = state(parent, at);
          switch (state) {
            case PENDING -> swap(parent, at);
            case HALFWAY -> system.move(parent, staged(at), parent, target(at), Move.KEEP);
            case DONE -> {}
            case FOREIGN -> throw foreign(step(at));
          }
          return state;
        });
  }

  private void swap(Descriptor parent, int at) throws SystemFailure {
    switch (step(at).operation().type()) {
      case CREATE -> system.move(parent, staged(at), parent, target(at), Move.KEEP);
      case REMOVE -> system.move(parent, target(at), parent, aside(at), Move.KEEP);
      case REPLACE -> {
        if (!exchanged(parent, at)) {
          system.move(parent, target(at), parent, aside(at), Move.KEEP);
          system.move(parent, staged(at), parent, target(at), Move.KEEP);
        }
      }
      case DIRECTORY -> {}
    }
  }

  private boolean exchanged(Descriptor parent, int at) throws SystemFailure {
    try {
      system.move(parent, staged(at), parent, target(at), Move.EXCHANGE);
      return true;
    } catch (SystemFailure e) {
      if (e.is(Errno.EINVAL, Errno.ENOSYS)) {
        return false;
      }
      throw e;
    }
  }

  /// Unmakes a step, however far it is.
  void back(int index) {
    inParent(
        index,
        (parent, at) -> {
          State state = state(parent, at);
          switch (state) {
            case PENDING -> {}
            case HALFWAY -> system.move(parent, aside(at), parent, target(at), Move.KEEP);
            case DONE -> swapBack(parent, at);
            case FOREIGN -> throw foreign(step(at));
          }
          return state;
        });
  }

  private void swapBack(Descriptor parent, int at) throws SystemFailure {
    switch (step(at).operation().type()) {
      case CREATE -> system.move(parent, target(at), parent, staged(at), Move.KEEP);
      case REMOVE -> system.move(parent, aside(at), parent, target(at), Move.KEEP);
      case REPLACE -> {
        if (inode(parent, staged(at)) == step(at).replaced()) {
          system.move(parent, staged(at), parent, target(at), Move.EXCHANGE);
        } else {
          system.move(parent, target(at), parent, staged(at), Move.KEEP);
          system.move(parent, aside(at), parent, target(at), Move.KEEP);
        }
      }
      case DIRECTORY -> {}
    }
  }

  private State state(Descriptor parent, int at) throws SystemFailure {
    Step step = step(at);
    long target = inode(parent, target(at));
    boolean waits = inode(parent, staged(at)) == step.created();
    boolean aside = inode(parent, aside(at)) == step.replaced();
    return switch (step.operation().type()) {
      case DIRECTORY -> State.PENDING;
      case CREATE ->
          target == step.created() ? State.DONE : target == 0 ? State.PENDING : State.FOREIGN;
      case REMOVE ->
          target == step.replaced()
              ? State.PENDING
              : target == 0 && aside ? State.DONE : State.FOREIGN;
      case REPLACE -> {
        if (target == step.replaced()) {
          yield State.PENDING;
        }
        if (target == step.created()) {
          yield State.DONE;
        }
        yield target == 0 && aside && waits ? State.HALFWAY : State.FOREIGN;
      }
    };
  }

  /// Removes what waits under the step's own names, new or old.
  void clean(int index) {
    if (step(index).operation().type() == Operation.Type.DIRECTORY) {
      return;
    }
    var removal = new TreeRemoval(system);
    inParentIfThere(
        index,
        (parent, at) -> {
          removal.remove(parent, staged(at));
          removal.remove(parent, aside(at));
          return State.DONE;
        });
  }

  /// Returns when the names in the step's directory are durable.
  void sync(int index) {
    inParentIfThere(
        index,
        (parent, at) -> {
          try (var directory = system.open(parent, new byte[] {'.'}, Access.DIRECTORY)) {
            system.sync(directory);
          }
          return State.DONE;
        });
  }

  /// The inode that a step's target has now; 0 where there is none.
  long targetInode(int index) {
    return targetStatus(index).map(status -> status.id().inode()).orElse(0L);
  }

  private Optional<FileStatus> targetStatus(int index) {
    return roots.locate(step(index).operation().path()).status();
  }

  private long inode(Descriptor parent, byte[] name) throws SystemFailure {
    try {
      return system.status(parent, name).id().inode();
    } catch (SystemFailure e) {
      if (e.is(Errno.ENOENT)) {
        return 0;
      }
      throw e;
    }
  }

  @FunctionalInterface
  private interface Act {
    State on(Descriptor parent, int index) throws SystemFailure;
  }

  /// Does nothing where the directory is gone, and all that was in it.
  private void inParentIfThere(int index, Act act) {
    try {
      inParent(index, act);
    } catch (RollbackException e) {
      if (e.type() != FailureType.PATH_NOT_FOUND) {
        throw e;
      }
    }
  }

  private State inParent(int index, Act act) {
    Operation operation = step(index).operation();
    if (operation.type() == Operation.Type.DIRECTORY) {
      return State.PENDING;
    }
    AllowedPath path = roots.locate(operation.path());
    try (var parent = path.openParent(Access.ENTRY)) {
      return act.on(parent, index);
    } catch (SystemFailure e) {
      throw Failures.of(e, path);
    }
  }

  private Step step(int index) {
    return journal.steps().get(index);
  }

  private byte[] target(int index) {
    return step(index).operation().path().name();
  }

  private byte[] staged(int index) {
    return journal.stagedName(index);
  }

  private byte[] aside(int index) {
    return journal.asideName(index);
  }

  private RollbackException foreign(Step step) {
    return changed(journal.planId(), step.operation().path());
  }

  /// The target is not what was planned for.
  static RollbackException changed(String planId, RawPath path) {
    return new RollbackException(
        FailureType.TARGET_CHANGED,
        "Cannot restore %s: it has changed since plan %s. Make a new plan."
            .formatted(path, planId));
  }
}
