/// Tests of leases, by a clock that the tests set and by real processes.
@NullMarked
package dev.rollback.store.lease;

import org.jspecify.annotations.NullMarked;
