/// Tests of the adapters in Temporal's own test environment.
@NullMarked
package dev.rollback.temporal;

import org.jspecify.annotations.NullMarked;
