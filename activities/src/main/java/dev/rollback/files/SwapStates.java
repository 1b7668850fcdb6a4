package dev.rollback.files;

/// How far steps are, as the inodes under their names tell.
final class SwapStates {
  private final OperatingSystem system;
  private final Numbers created;

  /// @param created inodes of what was laid, by the number of the step
  SwapStates(OperatingSystem system, Numbers created) {
    this.system = system;
    this.created = created;
  }

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

  /// @param parent the directory that holds the target
  /// @param place the directory in which the step's other entry waits
  State of(Descriptor parent, Descriptor place, Step step, int number) throws SystemFailure {
    long target = inode(parent, step.path().name());
    long made = created.get(number);
    return switch (step.type()) {
      case METADATA, EMPTIED -> State.PENDING;
      case CREATE -> target == made ? State.DONE : target == 0 ? State.PENDING : State.FOREIGN;
      case REMOVE -> {
        if (target == replaced(step)) {
          yield State.PENDING;
        }
        yield target == 0 && isAside(place, step, number) ? State.DONE : State.FOREIGN;
      }
      case REPLACE, PATCH -> {
        if (target == replaced(step)) {
          yield State.PENDING;
        }
        if (target == made) {
          yield State.DONE;
        }
        boolean waits = inode(place, Swapping.stagedName(number)) == made;
        yield target == 0 && waits && isAside(place, step, number) ? State.HALFWAY : State.FOREIGN;
      }
    };
  }

  private boolean isAside(Descriptor place, Step step, int number) throws SystemFailure {
    return inode(place, Swapping.asideName(number)) == replaced(step);
  }

  /// The inode of what a step replaces or removes; 0 for nothing.
  static long replaced(Step step) {
    Seen seen = step.seen();
    return seen == null ? 0 : seen.id().inode();
  }

  /// The inode of a name; 0 where there is none.
  long inode(Descriptor directory, byte[] name) throws SystemFailure {
    try {
      return system.status(directory, name).id().inode();
    } catch (SystemFailure e) {
      if (e.is(Errno.ENOENT)) {
        return 0;
      }
      throw e;
    }
  }
}
