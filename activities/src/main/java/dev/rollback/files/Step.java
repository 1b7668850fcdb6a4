package dev.rollback.files;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One step of a rollback, on one path and, where that is or becomes a directory, on all beneath
/// it. No step lies within another, but for directories that stay.
///
/// @param base number of the directory in which it is staged: see [Bases]; 0 for what is not staged
/// @param seen what was there; null for nothing
/// @param wanted what the snapshot has; null for nothing, and for a directory that stays
/// @param before metadata that are there, where the step changes no more than those
/// @param after metadata that are wanted, likewise
/// @param ranges of a file that is changed in place, the bytes that differ, each a start and a
///     length
record Step(
    Type type,
    RawPath path,
    int base,
    @Nullable Seen seen,
    @Nullable TreeEntry wanted,
    @Nullable Metadata before,
    @Nullable Metadata after,
    List<Range> ranges) {
  Step {
    ranges = List.copyOf(ranges);
    boolean fits =
        switch (type) {
          case CREATE -> seen == null && wanted != null;
          case REPLACE, PATCH -> seen != null && wanted != null;
          case REMOVE, EMPTIED -> wanted == null && seen != null;
          case METADATA ->
              seen != null
                  && before != null
                  && after != null
                  && (wanted == null) == (seen.kind() == FileKind.DIRECTORY);
        };
    if (!fits) {
      throw new IllegalArgumentException(path + " has a step that does not fit together");
    }
  }

  /// What a step does, with its code in the stored plan.
  enum Type {
    /// What the snapshot has and is not there now.
    CREATE(1),
    /// What both have, but not alike, and not both as a directory.
    REPLACE(2),
    /// What is there now and the snapshot does not have.
    REMOVE(3),
    /// What both have with other metadata; what is in a directory has steps of its own.
    METADATA(4),
    /// A large file of which a small part differs.
    PATCH(5),
    /// A directory that was not there, to be removed once it is empty.
    EMPTIED(6);

    private final int code;

    Type(int code) {
      this.code = code;
    }
  }

  /// Some bytes of a file.
  record Range(long start, long length) {}

  static Step create(RawPath path, int base, TreeEntry wanted) {
    return new Step(Type.CREATE, path, base, null, wanted, null, null, List.of());
  }

  static Step replace(RawPath path, int base, Seen seen, TreeEntry wanted) {
    return new Step(Type.REPLACE, path, base, seen, wanted, null, null, List.of());
  }

  static Step remove(RawPath path, int base, Seen seen) {
    return new Step(Type.REMOVE, path, base, seen, null, null, null, List.of());
  }

  /// Whether something is laid down or aside for it in its base.
  boolean isStaged() {
    return type != Type.METADATA && type != Type.EMPTIED;
  }

  /// The same, staged in another base.
  Step in(int otherBase) {
    return new Step(type, path, otherBase, seen, wanted, before, after, ranges);
  }

  static Step emptied(RawPath path, Seen seen, Metadata before) {
    return new Step(Type.EMPTIED, path, 0, seen, null, before, null, List.of());
  }

  /// @param wanted of what is no directory: its content is there already
  static Step metadata(
      RawPath path, Seen seen, @Nullable TreeEntry wanted, Metadata before, Metadata after) {
    return new Step(Type.METADATA, path, 0, seen, wanted, before, after, List.of());
  }

  static Step patch(
      RawPath path, int base, Seen seen, Metadata before, TreeEntry wanted, List<Range> ranges) {
    return new Step(Type.PATCH, path, base, seen, wanted, before, null, ranges);
  }

  void write(VarWriter out, EntryCodec.References references) {
    int bits =
        (seen == null ? 0 : 1)
            | (wanted == null ? 0 : 2)
            | (before == null ? 0 : 4)
            | (after == null ? 0 : 8);
    out.one(type.code).one(bits).latin(Names.latin(path.bytes())).number(base);
    if (seen != null) {
      seen.write(out);
    }
    if (wanted != null) {
      EntryCodec.write(out, wanted, references);
    }
    if (before != null) {
      EntryCodec.writeMetadata(out, before);
    }
    if (after != null) {
      EntryCodec.writeMetadata(out, after);
    }
    out.number(ranges.size());
    ranges.forEach(range -> out.number(range.start()).number(range.length()));
  }

  static Step read(VarReader in, EntryCodec.Source source) {
    Type type = type(in.one());
    int bits = in.one();
    RawPath path = RawPath.of(Names.bytes(in.latin()));
    int base = in.small(Integer.MAX_VALUE);
    Seen seen = (bits & 1) == 0 ? null : Seen.read(in);
    TreeEntry wanted = (bits & 2) == 0 ? null : EntryCodec.read(in, source);
    Metadata before = (bits & 4) == 0 ? null : EntryCodec.readMetadata(in);
    Metadata after = (bits & 8) == 0 ? null : EntryCodec.readMetadata(in);
    var ranges = new ArrayList<Range>();
    for (int left = in.count(); left > 0; left--) {
      ranges.add(new Range(in.size(), in.size()));
    }
    return new Step(type, path, base, seen, wanted, before, after, ranges);
  }

  private static Type type(int code) {
    for (Type type : Type.values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new IllegalArgumentException("a step has the unknown type " + code);
  }
}
