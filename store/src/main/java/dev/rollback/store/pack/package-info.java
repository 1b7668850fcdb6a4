/// Packs: frames of contents that are compressed and sealed together, and the directory of them.
@NullMarked
package dev.rollback.store.pack;

import org.jspecify.annotations.NullMarked;
