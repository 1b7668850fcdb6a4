/// The command line: one class per command, options shared as mixins. Nothing here names a Temporal
/// class, so that `--help` and a misspelt option are answered without loading any.
@NullMarked
package dev.rollback.worker.cli;

import org.jspecify.annotations.NullMarked;
