/// The contract's records as people read them: one class per kind of record.
@NullMarked
package dev.rollback.worker.cli.view;

import org.jspecify.annotations.NullMarked;
