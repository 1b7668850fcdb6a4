/// A store in a directory of a local or shared file system; [DirectoryStore] opens it.
@NullMarked
package dev.rollback.store.directory;

import org.jspecify.annotations.NullMarked;
