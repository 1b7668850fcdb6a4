/// Seals what passes through Temporal, so that its server keeps only what it cannot read.
@NullMarked
package dev.rollback.payload;

import org.jspecify.annotations.NullMarked;
