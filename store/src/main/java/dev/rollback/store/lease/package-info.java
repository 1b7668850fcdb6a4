/// Who writes and prunes in a store now. A lease is never waited for: it dies with its process.
@NullMarked
package dev.rollback.store.lease;

import org.jspecify.annotations.NullMarked;
