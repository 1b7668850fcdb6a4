package dev.rollback.files;

import dev.rollback.files.OperatingSystem.Access;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Gives directories that stay in place their metadata. Comes after every change of what is in
/// them, because that sets their times.
final class Directories {
  private final AllowedRoots roots;
  private final OperatingSystem system;
  private final MetadataWriter metadata;

  Directories(AllowedRoots roots) {
    this.roots = roots;
    this.system = roots.system();
    this.metadata = new MetadataWriter(system);
  }

  /// All directories of the tree, the deepest first.
  void apply(Tree tree) {
    tree.entries().reversed().forEach(this::applyIfCaptured);
  }

  /// Those that these operations touched.
  void apply(Tree tree, List<Operation> operations) {
    Set<RawPath> touched = new HashSet<>();
    operations.forEach(
        operation -> {
          touched.add(operation.path());
          touched.add(operation.path().parent());
        });
    tree.entries().reversed().stream()
        .filter(entry -> touched.contains(entry.path()))
        .forEach(this::applyIfCaptured);
  }

  private void applyIfCaptured(Entry entry) {
    if (!entry.isDirectory() || entry.anchor()) {
      return;
    }
    AllowedPath path = roots.locate(entry.path());
    try (var directory = path.open(Access.ENTRY)) {
      if (system.status(directory).kind() == FileKind.DIRECTORY) {
        metadata.apply(directory, entry.metadata());
      }
    } catch (SystemFailure e) {
      throw Failures.of(e, path);
    }
  }

  /// Removes directories that were not there at the capture and are empty again; keeps the others.
  void removeEmptied(Tree wanted) {
    for (Entry entry : wanted.entries().reversed()) {
      AllowedPath path = roots.locate(entry.path());
      if (entry.kind() == FileKind.ABSENT && path.status().isPresent()) {
        try (var parent = path.openParent(Access.DIRECTORY)) {
          system.remove(parent, entry.path().name(), true);
          system.sync(parent);
        } catch (SystemFailure e) {
          if (!e.is(Errno.ENOTEMPTY, Errno.EEXIST, Errno.ENOENT, Errno.ENOTDIR, Errno.EBUSY)) {
            throw Failures.of(e, path);
          }
        }
      }
    }
  }
}
