/// What packs must do.
@NullMarked
package dev.rollback.store.pack;

import org.jspecify.annotations.NullMarked;
