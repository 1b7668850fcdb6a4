/// Tests of condemnations.
@NullMarked
package dev.rollback.store.condemned;

import org.jspecify.annotations.NullMarked;
