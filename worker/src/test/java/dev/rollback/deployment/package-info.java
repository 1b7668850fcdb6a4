/// Tests of the container image and of the composition, as far as they go without an engine.
@NullMarked
package dev.rollback.deployment;

import org.jspecify.annotations.NullMarked;
