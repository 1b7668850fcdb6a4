package dev.rollback.files;

import dev.rollback.store.ContentId;
import dev.rollback.store.NodeId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One entry of a directory as bytes: see `docs/design/files.md`. Names of nodes and contents are
/// not among them: they are the references of the node that holds the entries, in their order.
final class EntryCodec {
  private static final int KIND = 0x0f;
  private static final int GROUPED = 0x40;
  private static final int WITNESSED = 0x80;
  private static final int PIECES_NONE = 0;
  private static final int PIECES_WHOLE = 1;
  private static final int PIECES_MAPPED = 2;
  private static final Reach[] REACHES = Reach.values();

  private EntryCodec() {}

  /// Takes the references that entries write, in order.
  interface References {
    void add(NodeId node);

    void add(ContentId content);
  }

  /// Gives the references in the same order.
  interface Source {
    NodeId node();

    ContentId content();
  }

  static void write(VarWriter out, TreeEntry entry, References references) {
    int head = entry.kind().code();
    head |= entry.group() == null ? 0 : GROUPED;
    head |= entry.witness() == null ? 0 : WITNESSED;
    out.one(head).latin(entry.name());
    if (hasMetadata(entry.kind())) {
      writeMetadata(out, entry.metadata());
      writeWitness(out, entry.witness(), entry.metadata());
    }
    FileId group = entry.group();
    if (group != null) {
      out.number(group.device()).number(group.inode());
    }
    writeBody(out, entry.body(), references);
  }

  private static boolean hasMetadata(FileKind kind) {
    return switch (kind) {
      case FILE, SYMLINK, FIFO, CHARACTER_DEVICE, BLOCK_DEVICE, SOCKET -> true;
      case DIRECTORY, MOUNT, ABSENT, UNCAPTURED -> false;
    };
  }

  static void writeSelf(VarWriter out, DirectorySelf self) {
    out.one(self.reach().code() | (self.witness() == null ? 0 : WITNESSED));
    writeMetadata(out, self.metadata());
    writeWitness(out, self.witness(), self.metadata());
  }

  private static void writeWitness(VarWriter out, @Nullable Witness witness, Metadata metadata) {
    if (witness != null) {
      out.number(witness.inode())
          .signed(witness.changedSeconds() - metadata.modifiedSeconds())
          .number(witness.changedNanos());
    }
  }

  static DirectorySelf readSelf(VarReader in) {
    int head = in.one();
    int reach = head & ~WITNESSED;
    if (reach >= REACHES.length) {
      throw new IllegalArgumentException("a directory has the unknown reach " + reach);
    }
    Metadata metadata = readMetadata(in);
    return new DirectorySelf(
        REACHES[reach], metadata, (head & WITNESSED) == 0 ? null : witness(in, metadata));
  }

  static void writeMetadata(VarWriter out, Metadata metadata) {
    out.number(metadata.mode())
        .number(Integer.toUnsignedLong(metadata.user()))
        .number(Integer.toUnsignedLong(metadata.group()))
        .signed(metadata.modifiedSeconds())
        .number(metadata.modifiedNanos())
        .number(Integer.toUnsignedLong(metadata.flags()))
        .number(metadata.attributes().size());
    metadata.attributes().forEach((name, value) -> out.latin(name).latin(value));
  }

  private static void writeBody(VarWriter out, Body body, References references) {
    switch (body) {
      case Body.Content(long size, Pieces pieces) -> {
        out.number(size);
        switch (pieces) {
          case Pieces.None _ -> out.one(PIECES_NONE);
          case Pieces.Whole(ContentId id) -> {
            out.one(PIECES_WHOLE);
            references.add(id);
          }
          case Pieces.Mapped(NodeId map) -> {
            out.one(PIECES_MAPPED);
            references.add(map);
          }
        }
      }
      case Body.Link(String target) -> out.latin(target);
      case Body.Device(int major, int minor) ->
          out.number(Integer.toUnsignedLong(major)).number(Integer.toUnsignedLong(minor));
      case Body.Directory(NodeId node) -> references.add(node);
      case Body.Nothing _ -> {}
    }
  }

  static TreeEntry read(VarReader in, Source source) {
    int head = in.one();
    FileKind kind = kind(head & KIND);
    boolean described = hasMetadata(kind);
    if (!described && (head & WITNESSED) != 0) {
      throw new IllegalArgumentException("an entry has a witness of nothing");
    }
    String name = in.latin();
    Metadata metadata = described ? readMetadata(in) : Metadata.NONE;
    Witness witness = (head & WITNESSED) == 0 ? null : witness(in, metadata);
    FileId group = (head & GROUPED) == 0 ? null : new FileId(in.number(), in.number());
    return new TreeEntry(name, kind, metadata, body(in, kind, source), group, witness);
  }

  private static FileKind kind(int code) {
    FileKind kind = FileKind.of(code);
    if (kind == FileKind.SOCKET) {
      throw new IllegalArgumentException("an entry is a socket");
    }
    return kind;
  }

  private static Witness witness(VarReader in, Metadata metadata) {
    return new Witness(
        in.number(), in.signed() + metadata.modifiedSeconds(), in.small(Integer.MAX_VALUE));
  }

  static Metadata readMetadata(VarReader in) {
    int mode = in.small(07777);
    int user = word(in);
    int group = word(in);
    long seconds = in.signed();
    int nanos = in.small(Integer.MAX_VALUE);
    int flags = word(in);
    return new Metadata(mode, user, group, seconds, nanos, flags, attributes(in));
  }

  private static SortedMap<String, String> attributes(VarReader in) {
    int count = in.count();
    if (count == 0) {
      return Collections.emptySortedMap();
    }
    var attributes = new TreeMap<String, String>();
    for (int left = count; left > 0; left--) {
      String name = in.latin();
      if (!Metadata.restorable(name) || attributes.put(name, in.latin()) != null) {
        throw new IllegalArgumentException("an entry has an attribute that no capture records");
      }
    }
    return attributes;
  }

  private static Body body(VarReader in, FileKind kind, Source source) {
    return switch (kind) {
      case FILE -> {
        long size = in.size();
        yield new Body.Content(
            size,
            switch (in.one()) {
              case PIECES_NONE -> Pieces.NONE;
              case PIECES_WHOLE -> new Pieces.Whole(source.content());
              case PIECES_MAPPED -> new Pieces.Mapped(source.node());
              default -> throw new IllegalArgumentException("a file's pieces are of no known form");
            });
      }
      case DIRECTORY -> new Body.Directory(source.node());
      case SYMLINK -> new Body.Link(in.latin());
      case CHARACTER_DEVICE, BLOCK_DEVICE -> new Body.Device(word(in), word(in));
      case FIFO, MOUNT, ABSENT, UNCAPTURED, SOCKET -> Body.NOTHING;
    };
  }

  /// A number of 32 bits, unsigned.
  private static int word(VarReader in) {
    long value = in.number();
    if (value >>> 32 != 0) {
      throw new IllegalArgumentException(value + " is out of range");
    }
    return (int) value;
  }
}
