/// The command line's way to Temporal: connecting, starting, following, and reading what failed.
@NullMarked
package dev.rollback.worker.cli.client;

import org.jspecify.annotations.NullMarked;
