package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;

/// What all parts of one comparison share.
final class ComparisonWork {
  final AllowedRoots roots;
  final OpenRoots openRoots;
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
    this.openRoots = new OpenRoots(system);
    this.product = product;
    this.subject = subject;
    this.bases = bases;
    this.exclusions = Exclusions.of(subject.snapshot().options().exclude());
    this.crew = crew;
    this.differences = differences;
    this.touched = new Touched(roots, subject, differences);
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

  /// Notes the names of files with several names in what is made anew as a whole.
  void madeAnew(RawPath path, TreeEntry entry) {
    if (!subject.snapshot().totals().linked()) {
      return;
    }
    madeAnew(entry);
    new TreeWalk(subject.reader(), subject.narrowing()::leadsOn)
        .beneath(
            path,
            entry,
            (_, each, _) -> {
              madeAnew(each);
              return true;
            });
  }

  private void madeAnew(TreeEntry entry) {
    FileId group = entry.group();
    if (group != null) {
      links.anew(group);
    }
  }
}
