/// Who may read a store: its master key, how that is wrapped, and how blobs are sealed under it.
@NullMarked
package dev.rollback.store.seal;

import org.jspecify.annotations.NullMarked;
