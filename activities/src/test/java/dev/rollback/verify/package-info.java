@NullMarked
package dev.rollback.verify;

import org.jspecify.annotations.NullMarked;
