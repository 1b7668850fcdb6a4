/// What the store in packs must do.
@NullMarked
package dev.rollback.store.packed;

import org.jspecify.annotations.NullMarked;
