/// Measures the product beside programs that do the same, or beside doing nothing.
@NullMarked
package dev.rollback.benchmarks;

import org.jspecify.annotations.NullMarked;
