/// Tests of what owners keep alive.
@NullMarked
package dev.rollback.store.reach;

import org.jspecify.annotations.NullMarked;
