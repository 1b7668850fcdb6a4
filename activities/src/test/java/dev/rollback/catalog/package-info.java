@NullMarked
package dev.rollback.catalog;

import org.jspecify.annotations.NullMarked;
