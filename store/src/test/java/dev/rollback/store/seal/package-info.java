/// What keys and seals must do.
@NullMarked
package dev.rollback.store.seal;

import org.jspecify.annotations.NullMarked;
