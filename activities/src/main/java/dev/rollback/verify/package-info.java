/// One runner per kind of verification test.
@NullMarked
package dev.rollback.verify;

import org.jspecify.annotations.NullMarked;
