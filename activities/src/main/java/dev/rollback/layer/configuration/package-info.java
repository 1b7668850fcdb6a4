/// The configuration layer: files, directories and globs over the file engine.
@NullMarked
package dev.rollback.layer.configuration;

import org.jspecify.annotations.NullMarked;
