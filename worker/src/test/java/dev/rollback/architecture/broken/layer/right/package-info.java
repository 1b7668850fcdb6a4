@NullMarked
package dev.rollback.architecture.broken.layer.right;

import org.jspecify.annotations.NullMarked;
