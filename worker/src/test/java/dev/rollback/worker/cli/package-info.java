/// Tests of the command line.
@NullMarked
package dev.rollback.worker.cli;

import org.jspecify.annotations.NullMarked;
