package dev.rollback.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes steps of differences, counts them, and keeps a readable sample.
final class PlanNotes implements Differences {
  private static final int MOST_NAMED = 1000;

  private final StepCollector steps;
  private final TreeReader reader;
  private final Narrowing narrowing;
  private final LongAdder create = new LongAdder();
  private final LongAdder modify = new LongAdder();
  private final LongAdder delete = new LongAdder();
  private final LongAdder modifiedFiles = new LongAdder();
  private final LongAdder createdFiles = new LongAdder();
  private final ConcurrentSkipListMap<RawPath, String> lines = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<RawPath, String> warnings = new ConcurrentSkipListMap<>();
  private final Sample modified = new Sample();
  private final Sample created = new Sample();

  /// The first of many paths.
  private static final class Sample {
    private final ConcurrentSkipListMap<RawPath, Boolean> paths = new ConcurrentSkipListMap<>();

    void add(RawPath path) {
      if (paths.size() < MOST_NAMED) {
        paths.put(path, true);
      }
    }

    List<String> texts() {
      return paths.keySet().stream().map(RawPath::toString).toList();
    }
  }

  PlanNotes(StepCollector steps, TreeReader reader, Narrowing narrowing) {
    this.steps = steps;
    this.reader = reader;
    this.narrowing = narrowing;
  }

  private void line(RawPath path, String text) {
    if (lines.size() < MOST_NAMED) {
      lines.putIfAbsent(path, text);
    }
  }

  @Override
  public void create(Step step) {
    steps.add(step);
    createdBeneath(step);
  }

  private void createdBeneath(Step step) {
    TreeEntry top = Objects.requireNonNull(step.wanted());
    create.increment();
    line(step.path(), "create " + step.path());
    beneath(step.path(), top);
  }

  private void beneath(RawPath top, TreeEntry entry) {
    new TreeWalk(reader, narrowing::leadsOn)
        .beneath(
            top,
            entry,
            (path, each, _) -> {
              if (each.isThere()) {
                create.increment();
                line(path, "create " + path);
              }
              return true;
            });
  }

  @Override
  public void replace(Step step, Metadata now, Aspect aspect) {
    steps.add(step);
    modified(step, now, aspect);
  }

  private void modified(Step step, Metadata now, Aspect aspect) {
    modify.increment();
    TreeEntry wanted = Objects.requireNonNull(step.wanted());
    String aspects =
        Stream.concat(
                Stream.of(aspect).filter(each -> each != Aspect.LINKS),
                Aspect.between(now, wanted.metadata()).stream())
            .map(Aspect::word)
            .collect(Collectors.joining(", "));
    line(
        step.path(),
        "modify %s (%s)".formatted(step.path(), aspects.isEmpty() ? aspect.word() : aspects));
    if (aspect == Aspect.CONTENT) {
      modifiedFiles.increment();
      modified.add(step.path());
    }
  }

  @Override
  public void replaceKind(Step step, FileKind now, Inventory gone) {
    steps.add(step);
    TreeEntry wanted = Objects.requireNonNull(step.wanted());
    modify.increment();
    line(
        step.path(),
        "modify %s (%s to %s)".formatted(step.path(), now.word(), wanted.kind().word()));
    if (now == FileKind.DIRECTORY) {
      delete.add(gone.entries() - 1);
      gone.named().stream()
          .filter(each -> each.kind() != FileKind.DIRECTORY)
          .map(Inventory.Gone::path)
          .forEach(this::lost);
      createdFiles.add(gone.others());
    } else {
      modifiedFiles.increment();
      modified.add(step.path());
    }
    beneath(step.path(), wanted);
  }

  private void lost(RawPath path) {
    line(path, "delete " + path);
    created.add(path);
  }

  @Override
  public void patch(Step step, Metadata now) {
    steps.add(step);
    modified(step, now, Aspect.CONTENT);
  }

  @Override
  public void metadata(Step step, boolean counts) {
    steps.add(step);
    if (counts) {
      modify.increment();
      Metadata now = Objects.requireNonNull(step.before());
      Metadata then = Objects.requireNonNull(step.after());
      String aspects =
          Aspect.between(now, then).stream().map(Aspect::word).collect(Collectors.joining(", "));
      line(step.path(), "modify %s (%s)".formatted(step.path(), aspects));
    }
  }

  @Override
  public void remove(Step step, FileKind now, Inventory gone) {
    steps.add(step);
    delete.add(gone.entries());
    line(step.path(), "delete " + step.path());
    gone.named().stream()
        .filter(each -> each.kind() != FileKind.DIRECTORY)
        .map(Inventory.Gone::path)
        .forEach(this::lost);
    createdFiles.add(gone.others());
  }

  @Override
  public void emptied(Step step) {
    steps.add(step);
  }

  @Override
  public void warn(RawPath path, String sentence) {
    if (warnings.size() < MOST_NAMED) {
      warnings.putIfAbsent(path, sentence);
    }
  }

  Tally tally() {
    return new Tally(create.sum(), modify.sum(), delete.sum());
  }

  List<String> lines() {
    return List.copyOf(lines.values());
  }

  List<String> warnings() {
    return new ArrayList<>(warnings.values());
  }

  List<String> modifiedSample() {
    return modified.texts();
  }

  List<String> createdSample() {
    return created.texts();
  }

  long modifiedCount() {
    return modifiedFiles.sum();
  }

  long createdCount() {
    return createdFiles.sum();
  }
}
