/// Tests of the check: what it finds and whom it names.
@NullMarked
package dev.rollback.store.check;

import org.jspecify.annotations.NullMarked;
