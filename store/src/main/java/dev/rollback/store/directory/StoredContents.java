package dev.rollback.store.directory;

import dev.rollback.store.ContentId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The content files of a store, found by walking its two levels of directories.
final class StoredContents {
  private final Layout layout;

  StoredContents(Layout layout) {
    this.layout = layout;
  }

  /// What is to be done with each entry.
  interface Visitor {
    /// A file under the name of a content.
    void content(ContentId id, Path file) throws IOException;

    /// Something that no store puts there.
    void stranger(Path path) throws IOException;
  }

  /// Shows every entry to the visitor, one directory in memory at a time.
  void visit(Visitor visitor) throws IOException {
    for (Path shard : entries(layout.contents())) {
      if (Files.isDirectory(shard, LinkOption.NOFOLLOW_LINKS)) {
        for (Path file : entries(shard)) {
          Optional<ContentId> id = id(file);
          if (id.isPresent()) {
            visitor.content(id.get(), file);
          } else if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            visitor.stranger(file);
          }
        }
      } else {
        visitor.stranger(shard);
      }
    }
  }

  /// The content whose file this is by name, place and kind.
  private Optional<ContentId> id(Path file) {
    String name = String.valueOf(file.getFileName());
    try {
      ContentId id = ContentId.parse(name);
      boolean inPlace = layout.content(id).equals(file);
      return inPlace && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          ? Optional.of(id)
          : Optional.empty();
    } catch (IllegalArgumentException stranger) {
      return Optional.empty();
    }
  }

  private static List<Path> entries(Path directory) throws IOException {
    var entries = new ArrayList<Path>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(entries::add);
    } catch (NoSuchFileException | NotDirectoryException nothingThere) {
      return List.of();
    }
    entries.sort(null);
    return entries;
  }
}
