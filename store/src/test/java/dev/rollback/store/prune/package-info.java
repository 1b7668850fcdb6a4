/// Tests of pruning.
@NullMarked
package dev.rollback.store.prune;

import org.jspecify.annotations.NullMarked;
