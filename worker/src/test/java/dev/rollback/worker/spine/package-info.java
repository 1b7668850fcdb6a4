/// The whole product on real components: Temporal's server, PostgreSQL, git, worker processes that
/// are killed.
@NullMarked
package dev.rollback.worker.spine;

import org.jspecify.annotations.NullMarked;
