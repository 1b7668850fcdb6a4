/// Which packs are about to go, and which have gone.
@NullMarked
package dev.rollback.store.condemned;

import org.jspecify.annotations.NullMarked;
