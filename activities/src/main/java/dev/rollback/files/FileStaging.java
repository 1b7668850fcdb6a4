package dev.rollback.files;

import dev.rollback.files.OperatingSystem.Access;
import dev.rollback.files.Step.Range;
import dev.rollback.store.ContentId;
import dev.rollback.store.ContentView;
import dev.rollback.store.StoreException;
import java.util.List;

/// Lays regular files aside: whole ones, and the parts of large ones that differ.
final class FileStaging {
  private static final int LONGEST_PIECE = 64 * 1024 * 1024;

  private final AllowedRoots roots;
  private final OperatingSystem system;
  private final TreeReader reader;
  private final String planId;
  private final WrittenFiles written;
  private final Crew<StagingTools> crew;

  FileStaging(
      AllowedRoots roots,
      TreeReader reader,
      String planId,
      WrittenFiles written,
      Crew<StagingTools> crew) {
    this.written = written;
    this.roots = roots;
    this.system = roots.system();
    this.reader = reader;
    this.planId = planId;
    this.crew = crew;
  }

  void build(
      Crew.Task task,
      Descriptor place,
      Descriptor directory,
      byte[] inside,
      byte[] name,
      TreeEntry entry,
      Body.Content content)
      throws SystemFailure, StoreException {
    int mode = MetadataWriter.createMode(entry.metadata());
    try (var file = system.createFile(directory, name, mode)) {
      switch (content.pieces()) {
        case Pieces.None _ -> {}
        case Pieces.Whole(ContentId id) -> {
          write(file, List.of(new FileMap.Piece(0, content.size(), id)));
        }
        case Pieces.Mapped _ -> {
          system.resize(file, content.size());
          List<FileMap.Piece> pieces = FileMap.pieces(content, reader);
          if (content.size() > FileMap.SECTION && entry.group() == null) {
            task.begin(new LargeFile(task, place, Names.joined(inside, name), entry, pieces, mode));
            return;
          }
          write(file, pieces);
        }
      }
      finishFile(file, entry, mode);
    }
  }

  /// @param mode what it was made with
  private void finishFile(Descriptor file, TreeEntry entry, int mode) throws SystemFailure {
    crew.tools().metadata().applyToNew(file, entry.metadata(), mode);
    FileStatus status = system.status(file);
    if (Metadata.of(system, file, status).equals(entry.metadata())) {
      written.add(entry, status);
    }
  }

  private void write(Descriptor file, List<FileMap.Piece> pieces)
      throws SystemFailure, StoreException {
    for (FileMap.Piece piece : pieces) {
      ContentId id = piece.content();
      if (id != null) {
        ContentView view = reader.contents().view(id, LONGEST_PIECE);
        if (view.length() != piece.length()) {
          throw VarReader.corrupt(
              "map of a large file",
              new IllegalArgumentException("a piece is not as long as it should be"));
        }
        system.writeAt(file, piece.offset(), view.array(), view.offset(), view.length());
      }
    }
  }

  /// A file whose sections are written side by side.
  private final class LargeFile extends Crew.Task {
    private static final long serialVersionUID = 1L;

    private final transient Descriptor place;
    private final transient byte[] inside;
    private final transient TreeEntry entry;
    private final transient List<FileMap.Piece> pieces;
    private final int mode;

    LargeFile(
        Crew.Task above,
        Descriptor place,
        byte[] inside,
        TreeEntry entry,
        List<FileMap.Piece> pieces,
        int mode) {
      super(above, crew);
      this.place = place;
      this.inside = inside;
      this.entry = entry;
      this.pieces = pieces;
      this.mode = mode;
    }

    @Override
    void work() {
      for (List<FileMap.Piece> run : FileMap.runs(pieces)) {
        begin(
            new Crew.Task(this, crew) {
              private static final long serialVersionUID = 1L;

              @Override
              void work() throws SystemFailure, StoreException {
                try (var file = system.open(place, inside, Access.UPDATE)) {
                  write(file, run);
                }
              }
            });
      }
    }

    @Override
    void finish() throws SystemFailure {
      try (var file = system.open(place, inside, Access.UPDATE)) {
        finishFile(file, entry, mode);
      }
    }
  }

  /// Lays the bytes of a large file that differ, and saves those that are there.
  ///
  /// @return the inode of a whole new file where the file system lets it share the others' blocks;
  ///     else 0, and the target is to be changed in place
  long patch(Step step, Seen seen, TreeEntry wanted, Descriptor place, byte[] name, byte[] oldName)
      throws SystemFailure, StoreException {
    try (var live = roots.locate(step.path()).open(Access.CONTENT)) {
      FileStatus before = system.status(live);
      if (!seen.same(before)) {
        throw Swapping.changed(planId, step.path());
      }
      int mode = MetadataWriter.createMode(wanted.metadata());
      try (var file = system.createFile(place, name, mode)) {
        boolean shared = system.shareBlocks(live, file);
        system.resize(file, wanted.size());
        writeRanges(file, wanted, step.ranges());
        if (shared) {
          if (!system.status(live).sameAs(before)) {
            throw Swapping.changed(planId, step.path());
          }
          crew.tools().metadata().applyToNew(file, wanted.metadata(), mode);
          return system.status(file).id().inode();
        }
      }
      try (var old = system.createFile(place, oldName)) {
        system.resize(old, before.size());
        for (Range range : Swapping.oldRanges(step, before.size())) {
          system.copy(live, old, range.start(), range.length());
        }
        system.sync(old);
      }
      if (!system.status(live).sameAs(before)) {
        throw Swapping.changed(planId, step.path());
      }
      return 0;
    }
  }

  private void writeRanges(Descriptor file, TreeEntry wanted, List<Range> ranges)
      throws SystemFailure, StoreException {
    int at = 0;
    for (FileMap.Piece piece : FileMap.pieces((Body.Content) wanted.body(), reader)) {
      if (at < ranges.size() && ranges.get(at).start() == piece.offset()) {
        if (piece.content() == null) {
          system.punch(file, piece.offset(), piece.length());
        } else {
          write(file, List.of(piece));
        }
        at++;
      }
    }
    system.sync(file);
  }
}
