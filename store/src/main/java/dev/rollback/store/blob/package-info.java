/// Where a store's bytes lie: directories and S3.
@NullMarked
package dev.rollback.store.blob;

import org.jspecify.annotations.NullMarked;
