/// Secrets that a request names instead of holding them.
@NullMarked
package dev.rollback.secret;

import org.jspecify.annotations.NullMarked;
