package dev.rollback.files;

import dev.rollback.files.OperatingSystem.Access;
import dev.rollback.files.Step.Range;
import dev.rollback.store.ContentId;
import dev.rollback.store.NodeId;
import dev.rollback.store.StoreException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is at a plan's targets before it is carried out, so far as that is known without reading
/// all of it.
final class Before {
  private final AllowedRoots roots;
  private final OperatingSystem system;
  private final TreeReader reader;
  private final String planId;

  /// @param reader where the plan's snapshot is read
  Before(AllowedRoots roots, TreeReader reader, String planId) {
    this.planId = planId;
    this.roots = roots;
    this.system = roots.system();
    this.reader = reader;
  }

  /// The entry that is there; null where it must be read as any other.
  @Nullable TreeEntry of(String name, Step step, FileReading reading)
      throws SystemFailure, StoreException {
    return switch (step.type()) {
      case CREATE -> TreeEntry.absent(name);
      case METADATA -> {
        Metadata before = Objects.requireNonNull(step.before());
        yield entry(name, step, before, Objects.requireNonNull(step.wanted()).body());
      }
      case PATCH -> patched(name, step, reading);
      case REPLACE, REMOVE, EMPTIED -> null;
    };
  }

  private TreeEntry entry(String name, Step step, Metadata metadata, Body body)
      throws SystemFailure {
    Seen seen = Objects.requireNonNull(step.seen());
    try (var hold = roots.locate(step.path()).open(Access.ENTRY)) {
      FileStatus status = system.status(hold);
      if (!seen.same(status)) {
        throw Swapping.changed(planId, step.path());
      }
      FileId group = status.links() > 1 ? status.id() : null;
      return new TreeEntry(name, status.kind(), metadata, body, group, Witness.of(status));
    }
  }

  /// Only the bytes that the plan overwrites are read; the others are the snapshot's.
  private TreeEntry patched(String name, Step step, FileReading reading)
      throws SystemFailure, StoreException {
    Seen seen = Objects.requireNonNull(step.seen());
    Body.Content content = (Body.Content) Objects.requireNonNull(step.wanted()).body();
    try (var file = roots.locate(step.path()).open(Access.CONTENT)) {
      var sections = new Sections(reading);
      Set<Range> differing = new HashSet<>(step.ranges());
      for (FileMap.Piece piece : FileMap.pieces(content, reader)) {
        long length = Math.min(piece.length(), seen.size() - piece.offset());
        if (length <= 0) {
          break;
        }
        if (differing.contains(new Range(piece.offset(), piece.length()))) {
          sections.read(file, piece.offset(), length);
        } else {
          sections.add(piece);
        }
      }
      if (seen.size() > content.size()) {
        sections.read(file, content.size(), seen.size() - content.size());
      }
      NodeId map = sections.write(seen.size());
      Metadata before = Objects.requireNonNull(step.before());
      return entry(name, step, before, new Body.Content(seen.size(), new Pieces.Mapped(map)));
    }
  }

  /// A file's map while it is put together, section by section.
  private static final class Sections {
    private final FileReading reading;
    private final List<FileMap.Placed> placed = new ArrayList<>();
    private FileMap.Section open = new FileMap.Section();
    private long index;
    private long at;

    Sections(FileReading reading) {
      this.reading = reading;
    }

    void add(FileMap.Piece piece) throws StoreException {
      ContentId content = piece.content();
      if (content != null) {
        open.data(piece.length(), content);
        advance(piece.length());
        return;
      }
      long left = piece.length();
      while (left > 0) {
        long part = Math.min(left, (index + 1) * FileMap.SECTION - at);
        open.hole(part);
        advance(part);
        left -= part;
      }
    }

    /// Pieces never reach over the end of a section.
    void read(Descriptor file, long start, long length) throws SystemFailure, StoreException {
      long position = start;
      long end = start + length;
      while (position < end) {
        long part = Math.min(end - position, reading.lane().longest());
        part = Math.min(part, (index + 1) * FileMap.SECTION - at);
        open.data(part, reading.readPiece(file, position, (int) part));
        advance(part);
        position += part;
      }
    }

    private void advance(long length) throws StoreException {
      at += length;
      if (at == (index + 1) * FileMap.SECTION) {
        placed.add(new FileMap.Placed(index, open.write(reading.lane())));
        open = new FileMap.Section();
        index++;
      }
    }

    NodeId write(long size) throws StoreException {
      if (at > index * FileMap.SECTION) {
        placed.add(new FileMap.Placed(index, open.write(reading.lane())));
      }
      return FileMap.write(placed, size, reading.lane());
    }
  }
}
