package dev.rollback.files;

import dev.rollback.contract.RestoreMode;
import dev.rollback.files.OperatingSystem.Access;
import dev.rollback.store.NodeId;
import dev.rollback.store.StoreException;
import java.util.List;
import java.util.Objects;

/// Compares what is there with a snapshot, by several threads, and tells of each step that would
/// make the one of the other. Content is read only where the kernel's word does not prove it equal.
///
/// Follows no link and crosses no mount.
final class Comparison {
  private final ComparisonWork work;

  Comparison(ComparisonWork work) {
    this.work = work;
  }

  void run() throws StoreException {
    NodeId top = work.subject.snapshot().top();
    try (var _ = work.openRoots) {
      work.crew.run(new DirectoryComparison(work, null, RawPath.ROOT, top, null, List.of(), 0));
    }
    new Excess(work.roots, work.product, work.subject, this::removeExcess).find();
    work.links.settle(this::settled);
    work.touched.settle(work.bases.paths());
  }

  private void settled(LinkGroups.Verdict verdict) {
    LinkGroups.Found found = verdict.found();
    switch (verdict.what()) {
      case CREATE -> {
        work.differences.create(
            Step.create(found.path(), work.bases.number(found.base()), found.wanted()));
        work.touched.settle(found.path().parent());
      }
      case REPLACE -> {
        work.differences.replace(
            Step.replace(
                found.path(),
                work.bases.number(found.base()),
                Seen.of(Objects.requireNonNull(found.status())),
                found.wanted()),
            Objects.requireNonNull(found.metadata()),
            found.sameContent() ? Aspect.LINKS : Aspect.CONTENT);
        work.touched.settle(found.path().parent());
      }
      case METADATA ->
          work.differences.metadata(
              Step.metadata(
                  found.path(),
                  Seen.of(Objects.requireNonNull(found.status())),
                  found.wanted(),
                  Objects.requireNonNull(found.metadata()),
                  found.wanted().metadata()),
              true);
    }
  }

  /// A path that a glob matches now and did not match then.
  private void removeExcess(RawPath path) {
    AllowedPath allowed = work.roots.locate(path);
    FileStatus status = allowed.status().orElse(null);
    if (status == null || status.mount() || work.subject.mode() != RestoreMode.EXACT) {
      return;
    }
    if (status.kind() == FileKind.UNCAPTURED) {
      stays(path, path);
      return;
    }
    try (var top = allowed.open(Access.ENTRY)) {
      Inventory gone =
          Inventory.of(
              work.system,
              top,
              path,
              work.differences.mostNamed(),
              (at, each) -> work.product.isOwn(at) || each.kind() == FileKind.UNCAPTURED);
      if (!gone.mounts().isEmpty()) {
        throw ComparisonWork.mounted(gone.mounts().getFirst());
      }
      if (!gone.kept().isEmpty()) {
        gone.kept().forEach(work.product::requireForeign);
        stays(path, gone.kept().getFirst());
        return;
      }
      Seen seen =
          Seen.of(
              status, status.kind() == FileKind.DIRECTORY ? gone.digest() : Seen.NOTHING_BENEATH);
      RawPath parent = path.parent();
      work.links.gone(gone.linked());
      work.differences.remove(
          Step.remove(path, work.bases.number(parent), seen), status.kind(), gone);
      work.touched.settle(parent);
    } catch (SystemFailure e) {
      throw Failures.of(e, allowed);
    }
  }

  private void stays(RawPath path, RawPath because) {
    work.differences.warn(
        path,
        "%s stays, because this system could not put %s back."
            .formatted(path, path.equals(because) ? "it" : because));
  }
}
