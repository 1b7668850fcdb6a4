/// What the store in a directory must do.
@NullMarked
package dev.rollback.store.directory;

import org.jspecify.annotations.NullMarked;
