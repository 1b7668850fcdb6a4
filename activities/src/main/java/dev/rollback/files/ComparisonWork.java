package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.store.NodeId;
import java.util.ArrayDeque;
import java.util.SortedMap;

/// What all parts of one comparison share.
final class ComparisonWork {
  final AllowedRoots roots;
  final OperatingSystem system;
  final Own product;
  final Subject subject;
  final Exclusions exclusions;
  final Differences differences;
  final Crew<? extends Hashing> crew;
  final Bases bases;
  final LinkGroups links = new LinkGroups();
  final Touched touched;

  /// What each thread has.
  interface Hashing extends Crew.Tools {
    FileHashing hashing();
  }

  ComparisonWork(
      AllowedRoots roots,
      Own product,
      Subject subject,
      Bases bases,
      Crew<? extends Hashing> crew,
      Differences differences) {
    this.roots = roots;
    this.system = roots.system();
    this.product = product;
    this.subject = subject;
    this.bases = bases;
    this.exclusions = Exclusions.of(subject.snapshot().options().exclude());
    this.crew = crew;
    this.differences = differences;
    this.touched = new Touched(roots, subject, differences);
  }

  Metadata metadata(Descriptor open, FileStatus status) throws SystemFailure {
    boolean flagged = status.kind() == FileKind.FILE || status.kind() == FileKind.DIRECTORY;
    SortedMap<String, byte[]> attributes = system.attributes(open);
    return Metadata.of(status, flagged && !open.bare() ? system.flags(open) : 0, attributes);
  }

  static RollbackException mounted(RawPath path) {
    return new RollbackException(
        FailureType.SNAPSHOT_NOT_RESTORABLE,
        "%s is a mount point and cannot be replaced or removed. Unmount it first.".formatted(path));
  }

  static RollbackException changing(RawPath path) {
    return new RollbackException(
        FailureType.SOURCE_CHANGING,
        "%s keeps changing while it is compared. Stop what writes it, or try again later."
            .formatted(path));
  }

  /// A directory of the snapshot that is still to be looked through.
  private record Pending(RawPath path, NodeId node) {}

  /// Notes the names of files with several names in what is made anew as a whole.
  void madeAnew(RawPath path, TreeEntry entry) {
    if (!subject.snapshot().totals().linked()) {
      return;
    }
    FileId own = entry.group();
    if (own != null) {
      links.anew(own);
    }
    var left = new ArrayDeque<Pending>();
    if (entry.body() instanceof Body.Directory(NodeId node)) {
      left.push(new Pending(path, node));
    }
    while (!left.isEmpty()) {
      Pending next = left.pop();
      TreeReader.Cursor cursor = subject.reader().entries(next.node());
      while (cursor.hasNext()) {
        TreeEntry each = cursor.next();
        RawPath child = next.path().child(each.bytes());
        if (!subject.narrowing().leadsOn(child)) {
          continue;
        }
        FileId group = each.group();
        if (group != null) {
          links.anew(group);
        }
        if (each.body() instanceof Body.Directory(NodeId node)) {
          left.push(new Pending(child, node));
        }
      }
    }
  }
}
