/// Which snapshots stay and which go: rules over the catalogue's rows, without a side effect.
@NullMarked
package dev.rollback.retention;

import org.jspecify.annotations.NullMarked;
