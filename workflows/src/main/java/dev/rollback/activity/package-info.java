/// What workflows ask of the world: one activity interface per layer, plus catalogue and
/// verification.
@NullMarked
package dev.rollback.activity;

import org.jspecify.annotations.NullMarked;
