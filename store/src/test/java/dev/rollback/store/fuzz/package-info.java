/// Forged bytes for every reader of the store.
@NullMarked
package dev.rollback.store.fuzz;

import org.jspecify.annotations.NullMarked;
