/// The processes: the worker, the embedded stack for one machine, the demonstration, and what tells
/// an operator the state of a host.
@NullMarked
package dev.rollback.worker.process;

import org.jspecify.annotations.NullMarked;
