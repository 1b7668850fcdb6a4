/// What a worker counts and times, for Prometheus.
@NullMarked
package dev.rollback.worker.metrics;

import org.jspecify.annotations.NullMarked;
