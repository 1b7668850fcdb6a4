@NullMarked
package dev.rollback.architecture.broken.worker;

import org.jspecify.annotations.NullMarked;
