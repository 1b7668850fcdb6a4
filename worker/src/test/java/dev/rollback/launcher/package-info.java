/// Tests of the `rollback` script in the root of the sources.
@NullMarked
package dev.rollback.launcher;

import org.jspecify.annotations.NullMarked;
