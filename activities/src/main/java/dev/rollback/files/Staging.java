package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.files.OperatingSystem.Access;
import dev.rollback.store.SnapshotReader;
import dev.rollback.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Lays new entries beside their targets, whole and durable: contents, links, all metadata.
final class Staging {
  private static final int BUFFER = 128 * 1024;

  private final AllowedRoots roots;
  private final OperatingSystem system;
  private final SnapshotReader contents;
  private final Tree wanted;
  private final FileProgress progress;
  private final long total;
  private final MetadataWriter metadata;
  private final Map<Integer, Place> linked = new HashMap<>();
  private final byte[] buffer = new byte[BUFFER];
  private List<Entry> entries = List.of();
  private int next;
  private long done;

  /// Where the first name of a file with several was laid.
  private record Place(RawPath path, FileId id) {}

  Staging(
      AllowedRoots roots, SnapshotReader contents, Tree wanted, FileProgress progress, long total) {
    this.roots = roots;
    this.system = roots.system();
    this.contents = contents;
    this.wanted = wanted;
    this.progress = progress;
    this.total = total;
    this.metadata = new MetadataWriter(system);
  }

  /// Lays what the snapshot has at `target`, and beneath it, beside it under another name.
  ///
  /// @return the inode of what was laid
  long stage(RawPath target, byte[] name) {
    entries = wanted.subtree(target);
    next = 0;
    try (var parent = roots.locate(target).openParent(Access.ENTRY)) {
      build(parent, target.parent(), name);
      return system.status(parent, name).id().inode();
    } catch (SystemFailure e) {
      throw Failures.of(e, roots.locate(target));
    }
  }

  private void build(Descriptor directory, RawPath place, byte[] name) throws SystemFailure {
    Entry entry = entries.get(next++);
    progress.report("staging", done++, total);
    if (entry.links() > 0 && linked.containsKey(entry.links())) {
      link(linked.get(entry.links()), directory, name, entry);
      return;
    }
    switch (entry.kind()) {
      case DIRECTORY -> buildDirectory(entry, directory, place, name);
      case FILE -> buildFile(entry, directory, name);
      case SYMLINK -> {
        if (entry.body() instanceof Body.Link(var target)) {
          system.createSymlink(directory, name, latin(target));
        }
        finish(entry, directory, name);
      }
      case FIFO, CHARACTER_DEVICE, BLOCK_DEVICE -> {
        Body.Device device =
            entry.body() instanceof Body.Device found ? found : new Body.Device(0, 0);
        system.createNode(directory, name, entry.kind(), device.major(), device.minor());
        finish(entry, directory, name);
      }
      case MOUNT -> system.createDirectory(directory, name);
      case ABSENT, SOCKET -> {}
    }
    if (entry.links() > 0) {
      linked.put(entry.links(), new Place(place.child(name), system.status(directory, name).id()));
    }
  }

  private static byte[] latin(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private void buildDirectory(Entry entry, Descriptor directory, RawPath place, byte[] name)
      throws SystemFailure {
    system.createDirectory(directory, name);
    try (var inside = system.open(directory, name, Access.DIRECTORY)) {
      while (next < entries.size() && entries.get(next).path().within(entry.path())) {
        build(inside, place.child(name), entries.get(next).path().name());
      }
      metadata.apply(inside, entry.metadata());
      system.sync(inside);
    }
  }

  private void buildFile(Entry entry, Descriptor directory, byte[] name) throws SystemFailure {
    try (var file = system.createFile(directory, name);
        InputStream content = open(entry)) {
      int count = content.read(buffer);
      while (count >= 0) {
        system.write(file, buffer, 0, count);
        count = content.read(buffer);
      }
      metadata.apply(file, entry.metadata());
      system.sync(file);
    } catch (SystemFailure e) {
      throw e;
    } catch (StoreException e) {
      throw Failures.of(e);
    } catch (IOException e) {
      throw new RollbackException(
          FailureType.ROLLBACK_FAILED,
          "The content of %s cannot be read: %s.".formatted(entry.path(), e),
          e);
    }
  }

  private InputStream open(Entry entry) throws StoreException {
    return entry.body() instanceof Body.Content(_, var id)
        ? contents.open(id)
        : InputStream.nullInputStream();
  }

  /// Gives an entry that cannot be written to its metadata, through a hold on that very entry.
  private void finish(Entry entry, Descriptor directory, byte[] name) throws SystemFailure {
    try (var hold = system.open(directory, name, Access.ENTRY)) {
      if (system.status(hold).kind() != entry.kind()) {
        throw replaced(entry);
      }
      metadata.apply(hold, entry.metadata());
    }
  }

  private void link(Place first, Descriptor directory, byte[] name, Entry entry)
      throws SystemFailure {
    try (var from = roots.locate(first.path()).openParent(Access.ENTRY)) {
      system.createLink(from, first.path().name(), directory, name);
    }
    if (!system.status(directory, name).id().equals(first.id())) {
      throw replaced(entry);
    }
  }

  private static RollbackException replaced(Entry entry) {
    return new RollbackException(
        FailureType.ROLLBACK_FAILED,
        "Somebody replaced a new file for %s before it was in place; it was not used."
            .formatted(entry.path()));
  }
}
