@NullMarked
package dev.rollback.architecture.broken.verify;

import org.jspecify.annotations.NullMarked;
