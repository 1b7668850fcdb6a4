@NullMarked
package dev.rollback.architecture.broken.store;

import org.jspecify.annotations.NullMarked;
