/// Tests of repair.
@NullMarked
package dev.rollback.store.repair;

import org.jspecify.annotations.NullMarked;
