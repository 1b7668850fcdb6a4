/// Where long contents are cut.
@NullMarked
package dev.rollback.store.chunk;

import org.jspecify.annotations.NullMarked;
