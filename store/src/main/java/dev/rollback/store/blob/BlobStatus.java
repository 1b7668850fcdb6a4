package dev.rollback.store.blob;

import java.time.Instant;

/// What a storage says of a blob.
///
/// @param length its bytes
/// @param written when, by the storage's own clock
public record BlobStatus(String name, long length, Instant written) {}
