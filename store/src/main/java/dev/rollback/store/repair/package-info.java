/// Brings a damaged store back to what can still be had.
@NullMarked
package dev.rollback.store.repair;

import org.jspecify.annotations.NullMarked;
