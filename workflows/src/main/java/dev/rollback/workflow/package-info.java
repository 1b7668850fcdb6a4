/// The durable workflows: public interfaces, package-private implementations.
@NullMarked
package dev.rollback.workflow;

import org.jspecify.annotations.NullMarked;
