package dev.rollback.files;

import dev.rollback.store.ContentId;
import java.util.ArrayList;
import java.util.List;

/// How far a rollback is, and which names it has made: enough to complete it or to undo it after
/// the death of the process at any moment.
///
/// @param nonce makes the names of this journal's files unlike any others
record Journal(Phase phase, String planId, ContentId plan, String nonce, List<Step> steps) {
  private static final byte[] MAGIC = Names.utf8("rollback file journal 1\n");
  private static final int LONGEST_ID_IN_NAME = 64;

  /// What is under way, with its code in the record.
  enum Phase {
    /// New files are being laid beside their targets; the targets are untouched.
    STAGING(1),
    /// All is staged; each target is old or new.
    SWAPPING(2),
    /// The swap failed; what was swapped is being swapped back.
    UNDOING(3),
    /// Every target is new and proved; only old files are still to be removed.
    COMMITTED(4);

    private final int code;

    Phase(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  /// One operation with the files that tell how far it is.
  ///
  /// @param created inode of what was staged, 0 for none
  /// @param replaced inode of what was there, 0 for none
  record Step(Operation operation, long created, long replaced) {}

  Journal {
    steps = List.copyOf(steps);
  }

  Journal in(Phase next) {
    return new Journal(next, planId, plan, nonce, steps);
  }

  Journal with(List<Step> renewed) {
    return new Journal(phase, planId, plan, nonce, renewed);
  }

  /// How all names of this journal's files begin.
  String prefix() {
    String id = planId.replaceAll("[^A-Za-z0-9._-]", "_");
    return ".rollback-%s-%s-"
        .formatted(id.substring(0, Math.min(id.length(), LONGEST_ID_IN_NAME)), nonce);
  }

  /// Where a step's new file waits; after an exchange, its old one.
  byte[] stagedName(int step) {
    return Names.utf8(prefix() + step + ".new");
  }

  /// Where a step's old file waits.
  byte[] asideName(int step) {
    return Names.utf8(prefix() + step + ".old");
  }

  byte[] encoded() {
    var encoder =
        new Encoder()
            .plain(MAGIC)
            .one(phase.code())
            .text(planId)
            .content(plan)
            .text(nonce)
            .small(steps.size());
    for (Step step : steps) {
      encoder
          .one(step.operation().type().code())
          .bytes(step.operation().path().bytes())
          .number(step.created())
          .number(step.replaced());
    }
    return encoder.encoded();
  }

  static Journal decoded(byte[] bytes) {
    return Decoder.read("journal of a rollback", bytes, Journal::read);
  }

  private static Journal read(Decoder decoder) {
    decoder.magic(MAGIC);
    Phase phase = decoder.constant(Phase.values(), Phase::code);
    String planId = decoder.text();
    ContentId plan = decoder.content();
    String nonce = decoder.text();
    var steps = new ArrayList<Step>();
    for (int left = decoder.count(1 + 5 + 8 + 8); left > 0; left--) {
      var type = decoder.constant(Operation.Type.values(), Operation.Type::code);
      var operation = new Operation(type, RawPath.of(decoder.bytes()));
      steps.add(new Step(operation, decoder.number(), decoder.number()));
    }
    return new Journal(phase, planId, plan, nonce, steps);
  }
}
