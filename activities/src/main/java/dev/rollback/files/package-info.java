/// The file engine: no-follow walk, capture, compare, stage and swap of files beneath allowed
/// roots.
@NullMarked
package dev.rollback.files;

import org.jspecify.annotations.NullMarked;
