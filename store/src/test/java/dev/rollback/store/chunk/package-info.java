/// What cutting must do.
@NullMarked
package dev.rollback.store.chunk;

import org.jspecify.annotations.NullMarked;
