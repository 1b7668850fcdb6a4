/// The content store: the bytes of every snapshot, addressed by their SHA-256, on durable storage.
@NullMarked
package dev.rollback.store;

import org.jspecify.annotations.NullMarked;
