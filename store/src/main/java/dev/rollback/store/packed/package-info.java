/// The store itself: contents, nodes and owners in packs, over any [dev.rollback.store.blob.Blobs].
@NullMarked
package dev.rollback.store.packed;

import org.jspecify.annotations.NullMarked;
