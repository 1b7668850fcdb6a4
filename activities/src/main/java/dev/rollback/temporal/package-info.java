/// Adapters between Temporal activities and the plain engines; the only package here that knows
/// Temporal.
@NullMarked
package dev.rollback.temporal;

import org.jspecify.annotations.NullMarked;
