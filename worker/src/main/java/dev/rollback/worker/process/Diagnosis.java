package dev.rollback.worker.process;

/// What a host can or cannot do.
///
/// @param subject a type of snapshot, or a command
/// @param text how it can, or the next step towards it
record Diagnosis(String subject, Verdict verdict, String text) {
  /// How it stands.
  enum Verdict {
    YES("yes"),
    /// An operator can change that.
    MISSING("NO"),
    /// This version has it nowhere.
    NOT_IN_THIS_VERSION("-");

    private final String shown;

    Verdict(String shown) {
      this.shown = shown;
    }
  }

  boolean isMissing() {
    return verdict == Verdict.MISSING;
  }

  String line() {
    return "%-16s %-4s %s".formatted(subject, verdict.shown, text);
  }
}
