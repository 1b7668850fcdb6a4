package dev.rollback.files;

import dev.rollback.store.Sha256;

/// What a plan saw of a live entry, to tell later whether it is still the same.
///
/// @param changedSeconds when content or metadata changed last, as the kernel keeps it
/// @param links how many names it has; a change of one changes all
/// @param lateFlags flags that forbid to change it
/// @param beneath of a directory that is to go, a digest of all in it; else all zero
record Seen(
    FileKind kind,
    FileId id,
    long size,
    long modifiedSeconds,
    int modifiedNanos,
    long changedSeconds,
    int changedNanos,
    long links,
    int lateFlags,
    Sha256 beneath) {
  static final Sha256 NOTHING_BENEATH = new Sha256(0, 0, 0, 0);

  static Seen of(FileStatus status, Sha256 beneath) {
    boolean counts = status.kind() == FileKind.FILE;
    return new Seen(
        status.kind(),
        status.id(),
        counts ? status.size() : 0,
        status.modifiedSeconds(),
        status.modifiedNanos(),
        status.changedSeconds(),
        status.changedNanos(),
        status.kind() == FileKind.DIRECTORY ? 1 : status.links(),
        status.lateFlags(),
        beneath);
  }

  static Seen of(FileStatus status) {
    return of(status, NOTHING_BENEATH);
  }

  private static final long NANOS = 1_000_000_000;

  /// When the kernel last changed an entry, in nanoseconds of the epoch.
  static long changed(FileStatus status) {
    return status.changedSeconds() * NANOS + status.changedNanos();
  }

  /// The same with another time of change.
  ///
  /// @param changed as [#changed(FileStatus)] gives it; 0 for the one that it has
  Seen at(long changed) {
    return changed == 0
        ? this
        : new Seen(
            kind,
            id,
            size,
            modifiedSeconds,
            modifiedNanos,
            Math.floorDiv(changed, NANOS),
            Math.floorMod(changed, (int) NANOS),
            links,
            lateFlags,
            beneath);
  }

  /// Whether it has other names.
  boolean linked() {
    return links > 1;
  }

  /// Whether nothing of the entry itself was touched.
  boolean same(FileStatus status) {
    return sameButMoved(status)
        && changedSeconds == status.changedSeconds()
        && changedNanos == status.changedNanos();
  }

  /// Whether it is the same entry with the same content, though it may have been renamed.
  boolean sameButMoved(FileStatus status) {
    Seen now = of(status, beneath);
    return id.equals(now.id)
        && kind == now.kind
        && size == now.size
        && (kind == FileKind.DIRECTORY
            || (modifiedSeconds == now.modifiedSeconds && modifiedNanos == now.modifiedNanos));
  }

  void write(VarWriter out) {
    out.one(kind.code())
        .number(id.device())
        .number(id.inode())
        .number(size)
        .signed(modifiedSeconds)
        .number(modifiedNanos)
        .signed(changedSeconds)
        .number(changedNanos);
    boolean inventoried = !beneath.equals(NOTHING_BENEATH);
    out.one(inventoried ? 1 : 0).number(links).number(lateFlags);
    if (inventoried) {
      out.latin(Names.latin(beneath.bytes()));
    }
  }

  static Seen read(VarReader in) {
    FileKind kind = FileKind.of(in.one());
    var id = new FileId(in.number(), in.number());
    long size = in.number();
    long modifiedSeconds = in.signed();
    int modifiedNanos = in.small(Integer.MAX_VALUE);
    long changedSeconds = in.signed();
    int changedNanos = in.small(Integer.MAX_VALUE);
    boolean inventoried = in.one() == 1;
    long links = in.size();
    int lateFlags = in.small(InodeFlags.LATE);
    return new Seen(
        kind,
        id,
        size,
        modifiedSeconds,
        modifiedNanos,
        changedSeconds,
        changedNanos,
        links,
        lateFlags,
        inventoried ? sum(in.latin()) : NOTHING_BENEATH);
  }

  private static Sha256 sum(String latin) {
    if (latin.length() != Sha256.BYTES) {
      throw new IllegalArgumentException("a digest has " + latin.length() + " bytes");
    }
    return Sha256.at(Names.bytes(latin), 0);
  }
}
