/// The process: settings, wiring, command line, embedded stack.
@NullMarked
package dev.rollback.worker;

import org.jspecify.annotations.NullMarked;
