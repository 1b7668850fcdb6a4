/// Git repositories as a layer, driven through the `git` program. See `docs/design/git.md`.
@NullMarked
package dev.rollback.layer.git;

import org.jspecify.annotations.NullMarked;
