/// What every store must do, whatever it stores in.
@NullMarked
package dev.rollback.store;

import org.jspecify.annotations.NullMarked;
