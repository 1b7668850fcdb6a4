/// Which snapshots and rollbacks exist, and who holds which target.
@NullMarked
package dev.rollback.catalog;

import org.jspecify.annotations.NullMarked;
