package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.files.OperatingSystem.Access;
import dev.rollback.store.ContentId;
import dev.rollback.store.StoreException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Reads the live state of a scope: every entry, every attribute, every content. Follows no link,
/// crosses no mount, and reads again what changes under its hands.
final class Scanner {
  private static final int MOST_READS = 5;

  /// Each directory on the way down holds a descriptor and a piece of the stack.
  private static final int DEEPEST = 300;

  private static final int LONGEST_SHOWN = 200;
  private static final Comparator<byte[]> BY_BYTES = Arrays::compareUnsigned;

  private final AllowedRoots roots;
  private final OperatingSystem system;
  private final Set<RawPath> kept;
  private final Predicate<byte[]> ignored;
  private final ContentSink sink;
  private final FileProgress progress;
  private final String phase;
  private long done;

  /// @param kept directories of the product itself: a scope that holds one, or lies in one, is
  /// refused
  /// @param ignored names that are this engine's own leftovers
  /// @param phase what the progress is called
  Scanner(
      AllowedRoots roots,
      Set<RawPath> kept,
      Predicate<byte[]> ignored,
      ContentSink sink,
      FileProgress progress,
      String phase) {
    this.roots = roots;
    this.system = roots.system();
    this.kept = Set.copyOf(kept);
    this.ignored = ignored;
    this.sink = sink;
    this.progress = progress;
    this.phase = phase;
  }

  /// What a scope's paths and globs are now; a path that is missing is an entry `ABSENT`.
  Scan scan(Scope scope) {
    var scan = new Scan();
    for (Scope.Item item : scope.items()) {
      if (kept.stream().anyMatch(item.base()::within)) {
        throw overlapping(item.base());
      }
      if (item.isGlob()) {
        new GlobWalk(roots, this, scan).walk(item);
      } else {
        scanPath(item.base(), scan);
      }
    }
    return scan;
  }

  /// One path with all beneath it, without what leads there.
  Tree subtree(RawPath path) {
    var scan = new Scan();
    scanPath(path, scan);
    return Tree.of(scan.tree().subtree(path));
  }

  void scanPath(RawPath path, Scan scan) {
    AllowedPath allowed = roots.locate(path);
    if (scan.knows(path)) {
      return;
    }
    anchors(allowed, scan);
    try (var entry = allowed.open(Access.ENTRY)) {
      readEntry(entry, path, system.status(entry), scan);
    } catch (SystemFailure e) {
      if (!e.is(Errno.ENOENT, Errno.ENOTDIR)) {
        throw Failures.of(e, allowed);
      }
      missing(allowed, scan);
    }
  }

  /// Records the path, and what should lead there, as not being there.
  private static void missing(AllowedPath allowed, Scan scan) {
    for (AllowedPath leading : allowed.leadingDirectories()) {
      if (leading.status().isEmpty()) {
        scan.add(Entry.absent(leading.raw()));
      }
    }
    scan.add(Entry.absent(allowed.raw()));
  }

  /// What leads from the root to the path, as far as it is there.
  private void anchors(AllowedPath allowed, Scan scan) {
    for (AllowedPath at : allowed.leadingDirectories()) {
      try (var entry = at.open(Access.ENTRY)) {
        FileStatus status = system.status(entry);
        if (status.kind() != FileKind.DIRECTORY) {
          return;
        }
        var metadata = Metadata.of(status, system.attributes(entry));
        scan.addAnchor(new Entry(at.raw(), FileKind.DIRECTORY, metadata, Body.NOTHING, 0, true));
      } catch (SystemFailure e) {
        if (e.is(Errno.ENOENT, Errno.ENOTDIR)) {
          return;
        }
        throw Failures.of(e, at);
      }
    }
  }

  /// Reads what a glob matched, and what leads there.
  void scanMatch(Descriptor directory, byte[] name, RawPath path, Scan scan) throws SystemFailure {
    anchors(roots.locate(path), scan);
    scanName(directory, name, path, scan);
  }

  /// Adds those of the tree's anchors that are there and that the scan has not met.
  void addAnchors(Tree tree, Scan scan) {
    for (Entry entry : tree.entries()) {
      if (entry.anchor() && entry.isDirectory()) {
        Optional<FileStatus> status = roots.locate(entry.path()).status();
        if (status.isPresent() && status.get().kind() != FileKind.DIRECTORY) {
          throw new RollbackException(
              FailureType.SNAPSHOT_NOT_RESTORABLE,
              "%s was a directory on the way to what was captured and is a %s now. Move it away."
                  .formatted(entry.path(), status.get().kind().word()));
        }
        status.ifPresent(_ -> scan.addAnchor(entry));
      }
    }
  }

  /// Reads what a name in an open directory is; what vanished meanwhile is noted.
  void scanName(Descriptor directory, byte[] name, RawPath path, Scan scan) throws SystemFailure {
    if (scan.knows(path)) {
      return;
    }
    if (ignored.test(name)) {
      scan.note(path + " is left of a rollback that has not ended, and was passed over.");
      return;
    }
    try (var entry = system.open(directory, name, Access.ENTRY)) {
      FileStatus status = system.status(entry);
      if (status.mount()) {
        scan.add(Entry.mount(path));
        scan.note(path + " is a mount point; what is mounted there was passed over.");
      } else {
        readEntry(entry, path, status, scan);
      }
    } catch (SystemFailure e) {
      if (!e.is(Errno.ENOENT)) {
        throw Failures.of(e, roots.locate(path));
      }
      scan.forget(path);
      scan.note(path + " vanished while it was read.");
    }
  }

  private void readEntry(Descriptor entry, RawPath path, FileStatus status, Scan scan)
      throws SystemFailure {
    progress.report(phase, ++done, 0);
    switch (status.kind()) {
      case DIRECTORY -> readDirectory(entry, path, scan);
      case FILE -> readFile(path, status, scan);
      case SYMLINK ->
          add(entry, path, status, new Body.Link(latin(system.linkTarget(entry))), scan);
      case CHARACTER_DEVICE, BLOCK_DEVICE ->
          add(entry, path, status, new Body.Device(status.major(), status.minor()), scan);
      case FIFO -> add(entry, path, status, Body.NOTHING, scan);
      case SOCKET -> scan.note(path + " is a socket and was passed over.");
      case MOUNT, ABSENT -> throw new IllegalStateException("The kernel knows no " + status.kind());
    }
  }

  private static RollbackException overlapping(RawPath path) {
    return new RollbackException(
        FailureType.INVALID_REQUEST,
        "%s belongs to the store of snapshots, which cannot be captured into itself. Name other paths."
            .formatted(path));
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private void add(Descriptor entry, RawPath path, FileStatus status, Body body, Scan scan)
      throws SystemFailure {
    var metadata = Metadata.of(status, system.attributes(entry));
    var found = new Entry(path, status.kind(), metadata, body, 0, false);
    if (status.links() > 1 && status.kind() != FileKind.DIRECTORY) {
      scan.addLinked(found, status);
    } else {
      scan.add(found);
    }
  }

  /// Refuses a directory of the product itself, and one that lies too deep.
  void requireEnterable(RawPath path) {
    if (kept.contains(path)) {
      throw overlapping(path);
    }
    if (path.depth() > DEEPEST) {
      throw new RollbackException(
          FailureType.INVALID_REQUEST,
          "%s… lies beneath more than %d directories, deeper than can be captured. Name other paths."
              .formatted(path.toString().substring(0, LONGEST_SHOWN), DEEPEST));
    }
  }

  private void readDirectory(Descriptor entry, RawPath path, Scan scan) throws SystemFailure {
    requireEnterable(path);
    for (int attempt = 1; attempt <= MOST_READS; attempt++) {
      FileStatus before = system.status(entry);
      add(entry, path, before, Body.NOTHING, scan);
      for (byte[] name : sortedNames(entry)) {
        scanName(entry, name, path.child(name), scan);
      }
      if (system.status(entry).sameAs(before)) {
        return;
      }
      scan.forget(path);
    }
    throw changing(path);
  }

  /// The names in a directory, whatever was listed of it before.
  List<byte[]> sortedNames(Descriptor directory) throws SystemFailure {
    try (var listing = system.open(directory, new byte[] {'.'}, Access.DIRECTORY)) {
      List<byte[]> names = system.names(listing);
      names.sort(BY_BYTES);
      return names;
    }
  }

  /// Opens the file anew by its path: a bare hold cannot be read.
  private void readFile(RawPath path, FileStatus seen, Scan scan) throws SystemFailure {
    AllowedPath allowed = roots.locate(path);
    FileStatus expected = seen;
    for (int attempt = 1; attempt <= MOST_READS; attempt++) {
      try (var file = allowed.open(Access.CONTENT)) {
        FileStatus before = system.status(file);
        if (before.kind() != FileKind.FILE || !before.id().equals(expected.id())) {
          throw changing(path);
        }
        ContentId content = sink.take(new DescriptorStream(system, file, false));
        FileStatus after = system.status(file);
        if (after.sameAs(before)) {
          add(file, path, after, new Body.Content(after.size(), content), scan);
          return;
        }
        expected = after;
      } catch (SystemFailure e) {
        if (e.is(Errno.ENOENT)) {
          throw e;
        }
        throw asChange(e, allowed);
      } catch (StoreException e) {
        throw Failures.of(e);
      } catch (IOException e) {
        throw new RollbackException(
            FailureType.ROLLBACK_FAILED, "%s cannot be read: %s.".formatted(path, e), e);
      }
    }
    throw changing(path);
  }

  /// A link where a moment ago a file was, is a file that was replaced.
  private static RollbackException asChange(SystemFailure failure, AllowedPath path) {
    Optional<RawPath> link = failure.is(Errno.ELOOP) ? path.firstLink() : Optional.empty();
    return link.isPresent() && link.get().equals(path.raw())
        ? changing(path.raw())
        : Failures.of(failure, path);
  }

  private static RollbackException changing(RawPath path) {
    return new RollbackException(
        FailureType.SOURCE_CHANGING,
        "%s keeps changing while it is read. Stop what writes it, or try again later."
            .formatted(path));
  }
}
