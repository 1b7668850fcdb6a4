package dev.rollback.files;

import dev.rollback.files.OperatingSystem.Access;
import dev.rollback.files.Step.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A file of several sections, compared side by side.
final class LargeFileComparison extends Crew.Task {
  private static final long serialVersionUID = 1L;

  private final transient ComparisonWork work;
  private final transient DirectoryComparison visit;
  private final transient RawPath path;
  private final transient TreeEntry wanted;
  private final transient FileStatus status;
  private final transient Metadata metadata;
  private final transient List<Range> ranges = new ArrayList<>();

  LargeFileComparison(
      ComparisonWork work,
      DirectoryComparison visit,
      RawPath path,
      TreeEntry wanted,
      FileStatus status,
      Metadata metadata) {
    super(visit, work.crew);
    this.work = work;
    this.visit = visit;
    this.path = path;
    this.wanted = wanted;
    this.status = status;
    this.metadata = metadata;
  }

  @Override
  void work() {
    for (List<FileMap.Piece> run :
        FileMap.runs(FileMap.pieces((Body.Content) wanted.body(), work.subject.reader()))) {
      begin(new PiecesComparison(work, this, run));
    }
  }

  @Override
  void finish() throws SystemFailure {
    try (var file = work.roots.locate(path).open(Access.CONTENT)) {
      if (!work.system.status(file).sameAs(status)) {
        throw ComparisonWork.changing(path);
      }
    }
    ranges.sort(Comparator.comparingLong(Range::start));
    boolean same = ranges.isEmpty() && status.size() == wanted.size();
    new EntryComparison(work, visit).settle(path, wanted, status, metadata, same, ranges);
  }

  /// Some pieces of a large file.
  static final class PiecesComparison extends Crew.Task {
    private static final long serialVersionUID = 1L;

    private final transient ComparisonWork work;
    private final transient LargeFileComparison file;
    private final transient List<FileMap.Piece> pieces;

    PiecesComparison(ComparisonWork work, LargeFileComparison file, List<FileMap.Piece> pieces) {
      super(file, work.crew);
      this.work = work;
      this.file = file;
      this.pieces = pieces;
    }

    @Override
    void work() throws SystemFailure {
      try (var open = work.roots.locate(file.path).open(Access.CONTENT)) {
        List<Range> found = work.crew.tools().hashing().differing(open, pieces);
        synchronized (file.ranges) {
          file.ranges.addAll(found);
        }
      }
      work.crew.tick();
    }
  }
}
