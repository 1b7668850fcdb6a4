package dev.rollback.contract;

/// Marks what callers send: read strictly, an unknown or ill-typed field is refused by name.
///
/// Results are read leniently instead, so that callers and workers may be upgraded in any order.
public interface Request {}
