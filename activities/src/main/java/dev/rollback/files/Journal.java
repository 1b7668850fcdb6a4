package dev.rollback.files;

import dev.rollback.store.ContentView;
import dev.rollback.store.NodeId;
import dev.rollback.store.Sha256;

/// How far a rollback is, and which entries it has made: enough to complete it or to undo it after
/// the death of the process at any moment.
///
/// @param nonce makes the names of this journal's directories unlike any others
/// @param created inodes of what was staged, by the number of the step, 0 for none; none at all
///     while it is still being staged
/// @param changed by the number of the step, when the kernel last changed what is there, in
///     nanoseconds of the epoch, where an undo has moved that since the plan
record Journal(
    Phase phase, String planId, NodeId plan, String nonce, Numbers created, Numbers changed) {
  private static final int VERSION = 2;
  private static final int MAGIC = 0x4a;
  private static final int LONGEST_ID_IN_NAME = 64;

  /// What is under way, with its code in the record.
  enum Phase {
    /// New files are being laid aside; the targets are untouched.
    STAGING(1),
    /// All is staged; each target is old or new.
    SWAPPING(2),
    /// The swap failed; what was swapped is being swapped back.
    UNDOING(3),
    /// Every target is new and proved; only old files are still to be removed.
    COMMITTED(4),
    /// All is as the plan found it, but for the times that the kernel keeps.
    UNDONE(5);

    private final int code;

    Phase(int code) {
      this.code = code;
    }
  }

  Journal in(Phase next) {
    return new Journal(next, planId, plan, nonce, created, changed);
  }

  Journal with(Numbers staged) {
    return new Journal(phase, planId, plan, nonce, staged, changed);
  }

  Journal undone(Numbers moved) {
    return new Journal(Phase.UNDONE, planId, plan, nonce, Numbers.none(), moved);
  }

  /// The name of the directory in each base where this journal's files wait.
  byte[] directoryName() {
    String id = planId.replaceAll("[^A-Za-z0-9._-]", "_");
    return Names.utf8(
        ".rollback-%s-%s"
            .formatted(id.substring(0, Math.min(id.length(), LONGEST_ID_IN_NAME)), nonce));
  }

  byte[] encoded() {
    VarWriter out = new VarWriter().one(MAGIC).one(VERSION).one(phase.code).text(planId);
    out.latin(Names.latin(plan.sum().bytes())).text(nonce);
    created.write(out);
    changed.write(out);
    return out.taken();
  }

  /// @throws dev.rollback.contract.RollbackException `SnapshotCorrupt` for what no journal is
  static Journal decoded(byte[] bytes) {
    var in = new VarReader(ContentView.of(bytes));
    try {
      if (in.one() != MAGIC || in.one() != VERSION) {
        throw new IllegalArgumentException("it does not begin as one of this version");
      }
      Phase phase = phase(in.one());
      String planId = in.text();
      byte[] plan = Names.bytes(in.latin());
      if (plan.length != Sha256.BYTES) {
        throw new IllegalArgumentException("its plan has no name");
      }
      String nonce = in.text();
      Numbers created = Numbers.read(in);
      var journal =
          new Journal(phase, planId, NodeId.ofDigest(plan), nonce, created, Numbers.read(in));
      in.requireEnd();
      return journal;
    } catch (IllegalArgumentException e) {
      throw VarReader.corrupt("journal of a rollback", e);
    }
  }

  private static Phase phase(int code) {
    for (Phase phase : Phase.values()) {
      if (phase.code == code) {
        return phase;
      }
    }
    throw new IllegalArgumentException("it is in the unknown phase " + code);
  }
}
