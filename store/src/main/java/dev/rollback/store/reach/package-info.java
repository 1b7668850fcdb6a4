/// What owners keep alive, and where it lies: the ground on which pruning and checking stand.
@NullMarked
package dev.rollback.store.reach;

import org.jspecify.annotations.NullMarked;
