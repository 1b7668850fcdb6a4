/// Requests made from options and files, strictly: what is not understood is refused by name.
@NullMarked
package dev.rollback.worker.cli.request;

import org.jspecify.annotations.NullMarked;
