package dev.rollback.store.directory;

import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/// The mark that tells a store, and its version, from any other directory.
final class StoreFormat {
  private static final byte[] MARK = "rollback-store 1\n".getBytes(StandardCharsets.US_ASCII);

  /// What a fresh file system may hold.
  private static final String LOST_AND_FOUND = "lost+found";

  private final Layout layout;

  StoreFormat(Layout layout) {
    this.layout = layout;
  }

  /// Makes an empty directory a store, and refuses one that is of another version or of others.
  void ensure() throws IOException {
    if (!Files.exists(layout.format(), LinkOption.NOFOLLOW_LINKS)) {
      requireEmpty();
      create();
    }
    verify();
  }

  /// Returns when the mark is that of this version.
  void verify() throws IOException {
    if (!Files.isRegularFile(layout.format(), LinkOption.NOFOLLOW_LINKS)) {
      throw unknown("its file 'format' is missing");
    }
    try (var file = Files.newInputStream(layout.format(), LinkOption.NOFOLLOW_LINKS)) {
      if (!Arrays.equals(file.readNBytes(MARK.length + 1), MARK)) {
        throw unknown("its file 'format' does not say 'rollback-store 1'");
      }
    }
  }

  /// The mark comes last: what has it has everything else.
  private void create() throws IOException {
    for (Path directory : directories()) {
      DurableFiles.createDirectories(directory);
    }
    Path aside = layout.temporary().resolve(UUID.randomUUID() + ".format");
    try {
      DurableFiles.replace(layout.format(), aside, MARK);
    } catch (NoSuchFileException collected) {
      // Another process finished the store first, and took this for left behind.
    }
    DurableFiles.forceDirectory(DurableFiles.parentOf(layout.root()));
  }

  private List<Path> directories() {
    return List.of(layout.temporary(), layout.contents(), layout.owners());
  }

  private void requireEmpty() throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(layout.root())) {
      for (Path entry : entries) {
        // Another process may be making the store at this moment.
        if (!isHarmless(entry) && Files.notExists(layout.format())) {
          throw unknown("it is not empty (" + entry.getFileName() + ")");
        }
      }
    }
  }

  /// Whether an unfinished store, or a fresh file system, may hold this.
  private boolean isHarmless(Path entry) throws IOException {
    return entry.endsWith(LOST_AND_FOUND)
        || entry.equals(layout.temporary())
        || (directories().contains(entry) && isEmpty(entry));
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      return !entries.iterator().hasNext();
    }
  }

  private StoreException unknown(String why) {
    return new StoreException(
        Kind.UNKNOWN_FORMAT,
        "The directory "
            + layout.root()
            + " is not a store that this version can use: "
            + why
            + ". Name an empty directory or a store of this version; nothing was changed.");
  }
}
