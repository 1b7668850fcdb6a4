/// Tests of several processes on one store, which write, prune and repair, and are killed.
@NullMarked
package dev.rollback.store.several;

import org.jspecify.annotations.NullMarked;
