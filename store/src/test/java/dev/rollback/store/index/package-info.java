/// What the index must do.
@NullMarked
package dev.rollback.store.index;

import org.jspecify.annotations.NullMarked;
