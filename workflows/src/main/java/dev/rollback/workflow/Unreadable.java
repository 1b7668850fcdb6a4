package dev.rollback.workflow;

import dev.rollback.contract.RollbackException;

/// Stands for an input of which nothing could be made.
///
/// @param why what is wrong with it
record Unreadable(RollbackException why) {}
