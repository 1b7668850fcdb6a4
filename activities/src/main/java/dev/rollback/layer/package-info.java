/// What a layer promises, and the set of layers that this build has.
@NullMarked
package dev.rollback.layer;

import org.jspecify.annotations.NullMarked;
