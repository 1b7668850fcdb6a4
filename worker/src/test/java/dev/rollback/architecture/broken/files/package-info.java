@NullMarked
package dev.rollback.architecture.broken.files;

import org.jspecify.annotations.NullMarked;
