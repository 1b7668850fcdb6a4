/// Other programs, run without a shell and with nothing of the worker's own surroundings.
@NullMarked
package dev.rollback.process;

import org.jspecify.annotations.NullMarked;
