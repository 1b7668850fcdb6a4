package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.store.SnapshotWriter;
import dev.rollback.store.StoreException;
import dev.rollback.store.WritingLane;
import org.jspecify.annotations.Nullable;

/// What all parts of one capture share.
final class CaptureWork {
  private static final int LONGEST_PATH = 64 * 1024;
  private static final int LONGEST_SHOWN = 200;

  final AllowedRoots roots;
  final OpenRoots openRoots;
  final OperatingSystem system;
  final Own product;
  final CaptureOptions options;
  final Exclusions exclusions;
  final Earlier earlier;
  final @Nullable Before before;
  final @Nullable Checkpoints checkpoints;
  final long nowSeconds;
  final Findings findings = new Findings();
  final Crew<FileReading> crew;

  /// @param earlier what an earlier snapshot has of the same paths
  /// @param before what need not be read where a way leads to a plan's targets; null where it leads
  ///     to paths alone
  /// @param checkpoints null for a capture that is too small for them
  /// @param nowSeconds the host's time
  CaptureWork(
      AllowedRoots roots,
      Own product,
      CaptureOptions options,
      Earlier earlier,
      @Nullable Before before,
      @Nullable Checkpoints checkpoints,
      SnapshotWriter writer,
      long nowSeconds,
      FileProgress progress) {
    this.roots = roots;
    this.system = roots.system();
    this.openRoots = new OpenRoots(system);
    this.product = product;
    this.options = options;
    this.exclusions = Exclusions.of(options.exclude());
    this.earlier = earlier;
    this.before = before;
    this.checkpoints = checkpoints;
    this.nowSeconds = nowSeconds;
    this.crew = new Crew<>(() -> reading(writer), progress, "reading");
  }

  private FileReading reading(SnapshotWriter writer) {
    try {
      return new FileReading(system, writer.lane());
    } catch (StoreException e) {
      throw Failures.of(e);
    }
  }

  /// This thread's way into the store.
  WritingLane lane() {
    return crew.tools().lane();
  }

  void requireAllowedMissing(RawPath path) {
    if (!options.missingIsAbsent()) {
      throw new RollbackException(
          FailureType.PATH_NOT_FOUND, "%s does not exist. Correct the path.".formatted(path));
    }
  }

  void changingFound(RawPath path, Findings found) {
    if (options.strict()) {
      throw changing(path);
    }
    found.flaw(path, Flaw.CHANGING);
  }

  /// Notes what this system has no way to put back.
  void unsupported(RawPath path, Findings found) {
    if (options.strict()) {
      throw new RollbackException(
          FailureType.TOOL_MISSING,
          "%s cannot be captured on this system: it is a FIFO or a device, or Java cannot spell or date it. Leave it out."
              .formatted(path));
    }
    found.note(
        path,
        path
            + " is a FIFO or a device, or Java cannot spell or date it; it was passed over and is"
            + " left alone.");
    found.flaw(path, Flaw.UNSUPPORTED);
  }

  static RollbackException changing(RawPath path) {
    return new RollbackException(
        FailureType.SOURCE_CHANGING,
        "%s keeps changing while it is read. Stop what writes it, or try again later."
            .formatted(path));
  }

  /// Notes what cannot be read, unless everything must be.
  ///
  /// @return whether it is still there
  boolean passOver(RawPath path, SystemFailure e, Findings found) {
    if (e.is(Errno.ENOENT)) {
      found.note(path, path + " vanished while it was read.");
      found.flaw(path, Flaw.VANISHED);
      return false;
    }
    if (options.strict() || !e.is(Errno.EACCES, Errno.EPERM, Errno.EIO)) {
      throw e.is(Errno.ELOOP) ? changing(path) : Failures.of(e, roots.locate(path));
    }
    found.flaw(path, Flaw.UNREADABLE);
    return true;
  }

  static void requireEnterable(RawPath path) {
    if (path.length() > LONGEST_PATH) {
      throw new RollbackException(
          FailureType.INVALID_REQUEST,
          "%s… is longer than %d bytes, more than can be captured. Name other paths."
              .formatted(path.toString().substring(0, LONGEST_SHOWN), LONGEST_PATH));
    }
  }
}
