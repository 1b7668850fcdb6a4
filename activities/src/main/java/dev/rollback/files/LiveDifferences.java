package dev.rollback.files;

import dev.rollback.files.FileBrowser.Difference;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;

/// Tells the steps that would lead back as what differs now.
final class LiveDifferences implements Differences {
  private final TreeReader reader;
  private final Narrowing narrowing;
  private final ConcurrentSkipListMap<RawPath, Difference> found = new ConcurrentSkipListMap<>();

  LiveDifferences(TreeReader reader, Narrowing narrowing) {
    this.reader = reader;
    this.narrowing = narrowing;
  }

  /// In the order of the paths.
  List<Difference> sorted() {
    return List.copyOf(found.values());
  }

  private void tell(char mark, RawPath path, FileKind kind, long before, long after) {
    found.put(path, new Difference(mark, path.toString(), kind, before, after));
  }

  private void gone(RawPath top, TreeEntry entry) {
    tell('-', top, entry.kind(), entry.size(), 0);
    beneath(top, entry);
  }

  private void beneath(RawPath top, TreeEntry entry) {
    new TreeWalk(reader, narrowing::leadsOn)
        .beneath(
            top,
            entry,
            (path, each, _) -> {
              if (each.isThere()) {
                tell('-', path, each.kind(), each.size(), 0);
              }
              return true;
            });
  }

  @Override
  public int mostNamed() {
    return Integer.MAX_VALUE;
  }

  @Override
  public boolean onlyTold() {
    return true;
  }

  @Override
  public void create(Step step) {
    gone(step.path(), Objects.requireNonNull(step.wanted()));
  }

  @Override
  public void replace(Step step, Metadata now, Aspect aspect) {
    TreeEntry wanted = Objects.requireNonNull(step.wanted());
    char mark = aspect == Aspect.CONTENT ? 'M' : 'U';
    tell(
        mark,
        step.path(),
        wanted.kind(),
        wanted.size(),
        Objects.requireNonNull(step.seen()).size());
  }

  @Override
  public void replaceKind(Step step, FileKind now, Inventory gone) {
    TreeEntry wanted = Objects.requireNonNull(step.wanted());
    tell('T', step.path(), now, wanted.size(), Objects.requireNonNull(step.seen()).size());
    beneath(step.path(), wanted);
    come(gone);
  }

  private void come(Inventory gone) {
    for (Inventory.Gone each : gone.named()) {
      found.putIfAbsent(
          each.path(), new Difference('+', each.path().toString(), each.kind(), 0, each.size()));
    }
    for (RawPath mount : gone.mounts()) {
      tell('+', mount, FileKind.MOUNT, 0, 0);
    }
  }

  @Override
  public void patch(Step step, Metadata now) {
    replace(step, now, Aspect.CONTENT);
  }

  @Override
  public void metadata(Step step, boolean counts) {
    Seen seen = Objects.requireNonNull(step.seen());
    boolean differs = !Objects.equals(step.before(), step.after());
    if (differs && (counts || seen.kind() != FileKind.DIRECTORY)) {
      tell('U', step.path(), seen.kind(), seen.size(), seen.size());
    }
  }

  @Override
  public void remove(Step step, FileKind now, Inventory gone) {
    come(gone);
  }

  @Override
  public void emptied(Step step) {
    Seen seen = Objects.requireNonNull(step.seen());
    tell('+', step.path(), seen.kind(), 0, 0);
  }

  @Override
  public void warn(RawPath path, String sentence) {
    // What stays is told by nobody.
  }
}
