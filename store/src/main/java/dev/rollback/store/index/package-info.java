/// Which content lies where: immutable sorted files, and what a running writer has seen.
@NullMarked
package dev.rollback.store.index;

import org.jspecify.annotations.NullMarked;
