/// The layer of file trees.
@NullMarked
package dev.rollback.layer.filesystem;

import org.jspecify.annotations.NullMarked;
