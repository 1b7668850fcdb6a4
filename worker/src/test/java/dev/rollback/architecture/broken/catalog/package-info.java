@NullMarked
package dev.rollback.architecture.broken.catalog;

import org.jspecify.annotations.NullMarked;
