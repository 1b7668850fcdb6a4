package dev.rollback.files;

import dev.rollback.store.StoreException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Compares what is there with the snapshot once more: nothing may differ.
final class Proof {
  private final AllowedRoots roots;
  private final Journals journals;
  private final Set<RawPath> own;
  private final Subject subject;
  private final FileProgress progress;

  /// @param own directories of the product itself
  Proof(
      AllowedRoots roots,
      Journals journals,
      Set<RawPath> own,
      Subject subject,
      FileProgress progress) {
    this.roots = roots;
    this.journals = journals;
    this.own = own;
    this.subject = subject;
    this.progress = progress;
  }

  Snapshot snapshot() {
    return subject.snapshot();
  }

  /// Files that need not be read to be proved.
  WrittenFiles written() {
    return subject.written();
  }

  /// Something that differs; empty when nothing does.
  Optional<RawPath> firstDifference(String phase) {
    var first = new First();
    try (var crew = new Crew<>(() -> new HashingTools(roots.system()), progress, phase)) {
      var product = new Own(own, journals.leftovers());
      new Comparison(new ComparisonWork(roots, product, subject, new Bases(), crew, first)).run();
    } catch (StoreException e) {
      throw Failures.of(e);
    }
    return Optional.ofNullable(first.path.get());
  }

  /// What was proved.
  List<String> sentences() {
    String extent =
        switch (subject.mode()) {
          case EXACT -> "";
          case OVERLAY -> "; what came since was left";
          case MISSING -> "; only what was gone was put back, and what was there is not compared";
        };
    String narrowed = subject.narrowing().paths().isEmpty() ? "%d entries" : "a part of %d entries";
    return List.of(
        (narrowed
                + " equal the snapshot in kind, content, mode, owner, time, attributes and links%s")
            .formatted(subject.snapshot().totals().entries(), extent),
        "tree " + subject.snapshot().top());
  }

  /// Keeps the least path that differs.
  private static final class First implements Differences {
    private final AtomicReference<@Nullable RawPath> path = new AtomicReference<>();

    private void found(Step step) {
      path.accumulateAndGet(
          step.path(),
          (old, one) -> old == null || (one != null && one.compareTo(old) < 0) ? one : old);
    }

    @Override
    public void create(Step step) {
      found(step);
    }

    @Override
    public void replace(Step step, Metadata now, Aspect aspect) {
      found(step);
    }

    @Override
    public void replaceKind(Step step, FileKind now, Inventory gone) {
      found(step);
    }

    @Override
    public void patch(Step step, Metadata now) {
      found(step);
    }

    @Override
    public void metadata(Step step, boolean counts) {
      if (!Objects.equals(step.before(), step.after())) {
        found(step);
      }
    }

    @Override
    public void remove(Step step, FileKind now, Inventory gone) {
      found(step);
    }

    @Override
    public void emptied(Step step) {
      // A directory that was not there and is not empty stays.
    }

    @Override
    public void warn(RawPath at, String sentence) {
      // What stays, stays.
    }
  }
}
