package dev.rollback.files;

import java.util.List;
import java.util.Set;

/// Looks at what a scope is now.
final class LiveFiles {
  private final AllowedRoots roots;
  private final Set<RawPath> kept;
  private final Journals journals;

  /// @param kept directories of the product itself
  LiveFiles(AllowedRoots roots, Set<RawPath> kept, Journals journals) {
    this.roots = roots;
    this.kept = kept;
    this.journals = journals;
  }

  Scanner scanner(ContentSink sink, FileProgress progress, String phase) {
    return new Scanner(roots, kept, journals.leftovers(), sink, progress, phase);
  }

  /// The scope as it is now, narrowed, with what leads to what is wanted.
  Tree tree(Manifest manifest, List<RawPath> paths, FileProgress progress, String phase) {
    Scanner scanner = scanner(ContentSink.HASHING, progress, phase);
    Scan scan = scanner.scan(manifest.scope());
    scanner.addAnchors(manifest.tree(), scan);
    return scan.tree().narrowed(paths);
  }

  /// One path with all beneath it.
  Tree subtree(RawPath path, FileProgress progress) {
    return scanner(ContentSink.HASHING, progress, "swapping").subtree(path);
  }
}
