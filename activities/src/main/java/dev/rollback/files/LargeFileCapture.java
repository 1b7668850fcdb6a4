package dev.rollback.files;

import dev.rollback.files.OperatingSystem.Access;
import dev.rollback.store.NodeId;
import dev.rollback.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// A file of several sections, which are read side by side.
final class LargeFileCapture extends Crew.Task {
  private static final long serialVersionUID = 1L;

  private final transient CaptureWork work;
  private final transient RawPath path;
  private final transient FileStatus status;
  private final transient AtomicReferenceArray<FileMap.@Nullable Placed> sections;
  private final transient List<Long> indexes = new ArrayList<>();
  private transient DirectoryDraft.@Nullable Slot slot;

  LargeFileCapture(CaptureWork work, Crew.Task above, RawPath path, FileStatus status)
      throws SystemFailure {
    super(above, work.crew);
    this.work = work;
    this.path = path;
    this.status = status;
    indexes.addAll(sectionsWithData());
    this.sections = new AtomicReferenceArray<>(indexes.size());
  }

  private List<Long> sectionsWithData() throws SystemFailure {
    var found = new ArrayList<Long>();
    try (var file = work.roots.locate(path).open(Access.CONTENT)) {
      long at = work.system.nextData(file, 0);
      while (at >= 0 && at < status.size()) {
        found.add(at / FileMap.SECTION);
        at = work.system.nextData(file, (at / FileMap.SECTION + 1) * FileMap.SECTION);
      }
    }
    return found;
  }

  /// Tells where its map belongs.
  void placed(DirectoryDraft.Slot place) {
    slot = place;
  }

  @Override
  void work() {
    for (int at = 0; at < indexes.size(); at++) {
      begin(new SectionCapture(work, this, at));
    }
  }

  @Override
  void finish() throws SystemFailure, StoreException {
    try (var file = work.roots.locate(path).open(Access.CONTENT)) {
      if (!work.system.status(file).sameAs(status)) {
        work.changingFound(path, work.findings);
      }
    }
    var placed = new ArrayList<FileMap.Placed>();
    for (int at = 0; at < sections.length(); at++) {
      placed.add(Objects.requireNonNull(sections.get(at)));
    }
    NodeId map = FileMap.write(placed, status.size(), work.lane());
    Objects.requireNonNull(slot).fill(map);
  }

  /// One section of a large file.
  static final class SectionCapture extends Crew.Task {
    private static final long serialVersionUID = 1L;

    private final transient CaptureWork work;
    private final transient LargeFileCapture file;
    private final int at;

    SectionCapture(CaptureWork work, LargeFileCapture file, int at) {
      super(file, work.crew);
      this.work = work;
      this.file = file;
      this.at = at;
    }

    @Override
    void work() throws SystemFailure, StoreException {
      long index = file.indexes.get(at);
      long start = index * FileMap.SECTION;
      var section = new FileMap.Section();
      try (var open = work.roots.locate(file.path).open(Access.CONTENT)) {
        work.crew
            .tools()
            .readSection(
                open, start, Math.min(start + FileMap.SECTION, file.status.size()), section);
      }
      file.sections.set(at, new FileMap.Placed(index, section.write(work.lane())));
      work.crew.tick();
    }
  }
}
