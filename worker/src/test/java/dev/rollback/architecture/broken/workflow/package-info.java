@NullMarked
package dev.rollback.architecture.broken.workflow;

import org.jspecify.annotations.NullMarked;
