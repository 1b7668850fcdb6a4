@NullMarked
package dev.rollback.architecture.broken.layer.left;

import org.jspecify.annotations.NullMarked;
