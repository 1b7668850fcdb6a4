package dev.rollback.store.directory;

import dev.rollback.store.ContentId;
import dev.rollback.store.Owner;
import dev.rollback.store.StoreException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The lists of all owners, one file each.
final class OwnerLists {
  private final Layout layout;

  OwnerLists(Layout layout) {
    this.layout = layout;
  }

  /// Puts a list in the place of the owner's former one, durably and as a whole.
  void replace(OwnerList list, Path aside) throws IOException {
    if (!Files.isDirectory(layout.owners())) {
      DurableFiles.createDirectories(layout.owners());
      DurableFiles.forceDirectory(layout.root());
    }
    DurableFiles.replace(layout.ownerList(list.owner()), aside, list.encode());
  }

  Optional<OwnerList> read(Owner owner) throws IOException {
    Path file = layout.ownerList(owner);
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? read(file) : Optional.empty();
  }

  /// Reads a list's file; empty when it was released meanwhile.
  Optional<OwnerList> read(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    byte[] bytes;
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
          return Optional.empty();
        }
        throw OwnerList.damaged(name);
      }
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException released) {
      return Optional.empty();
    }
    OwnerList list = OwnerList.decode(name, bytes);
    if (!file.equals(layout.ownerList(list.owner()))) {
      throw OwnerList.damaged(name);
    }
    return Optional.of(list);
  }

  /// Forgets the owner, durably.
  void delete(Owner owner) throws IOException {
    if (Files.deleteIfExists(layout.ownerList(owner))) {
      DurableFiles.forceDirectory(layout.owners());
    }
  }

  /// The files of all lists.
  List<Path> files() throws IOException {
    var files = new ArrayList<Path>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(layout.owners())) {
      entries.forEach(files::add);
    } catch (NoSuchFileException noOwnersYet) {
      return List.of();
    }
    files.sort(null);
    return files;
  }

  /// All lists; throws CORRUPT when one cannot be read.
  List<Owner> owners() throws IOException {
    var owners = new ArrayList<Owner>();
    for (Path file : files()) {
      read(file).ifPresent(list -> owners.add(list.owner()));
    }
    owners.sort(null);
    return owners;
  }

  /// Every content that any owner keeps; throws CORRUPT when a list cannot be read.
  Set<ContentId> kept() throws IOException, StoreException {
    var kept = new HashSet<ContentId>();
    for (Path file : files()) {
      read(file).ifPresent(list -> kept.addAll(list.contents()));
    }
    return kept;
  }
}
