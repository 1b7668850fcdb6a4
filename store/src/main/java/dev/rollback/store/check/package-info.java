/// Finds all damage of a store, and whose snapshots it touches.
@NullMarked
package dev.rollback.store.check;

import org.jspecify.annotations.NullMarked;
