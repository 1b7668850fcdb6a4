/// Takes what nobody owns out of a store, beside running writers.
@NullMarked
package dev.rollback.store.prune;

import org.jspecify.annotations.NullMarked;
