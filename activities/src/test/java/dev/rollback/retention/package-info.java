@NullMarked
package dev.rollback.retention;

import org.jspecify.annotations.NullMarked;
