/// What never depends on what, checked on the compiled classes. `broken` holds one offence against
/// each rule, to prove that the rule finds it.
@NullMarked
package dev.rollback.architecture;

import org.jspecify.annotations.NullMarked;
