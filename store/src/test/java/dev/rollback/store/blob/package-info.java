/// Tests of the storages that a store can lie on.
@NullMarked
package dev.rollback.store.blob;

import org.jspecify.annotations.NullMarked;
