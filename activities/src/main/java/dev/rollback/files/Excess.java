package dev.rollback.files;

import java.util.function.Consumer;

/// Finds what a scope's globs match now and the snapshot does not have.
final class Excess {
  private final AllowedRoots roots;
  private final Own product;
  private final Subject subject;
  private final Consumer<RawPath> each;

  Excess(AllowedRoots roots, Own product, Subject subject, Consumer<RawPath> each) {
    this.roots = roots;
    this.product = product;
    this.subject = subject;
    this.each = each;
  }

  void find() {
    if (subject.snapshot().partial()) {
      return;
    }
    for (Scope.Item item : subject.snapshot().scope().items()) {
      if (item.isGlob()) {
        for (RawPath path : Globs.paths(roots, product, item)) {
          if (subject.narrowing().has(path) && !subject.covers(path)) {
            each.accept(path);
          }
        }
      }
    }
  }
}
