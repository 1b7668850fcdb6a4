package dev.rollback.files;

import dev.rollback.files.OperatingSystem.Access;
import dev.rollback.store.Sha256;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// All that is beneath a live entry that is to go, counted and digested, so that what comes to it
/// later is noticed.
final class Inventory {
  private final OperatingSystem system;
  private final byte[] sum = new byte[Sha256.BYTES];
  private final List<RawPath> kept = new ArrayList<>();
  private final List<RawPath> mounts = new ArrayList<>();
  private final List<Gone> named = new ArrayList<>();
  private final Set<FileId> linked = new HashSet<>();
  private final int mostNamed;
  private long entries;
  private long others;

  /// One entry that is to go.
  ///
  /// @param size of a regular file; 0 of anything else
  record Gone(RawPath path, FileKind kind, long size) {}

  /// A directory to be listed.
  ///
  /// @param relative from the entry on, one character per byte
  private record Pending(RawPath path, String relative) {}

  private Inventory(OperatingSystem system, int mostNamed) {
    this.system = system;
    this.mostNamed = mostNamed;
  }

  /// Which of the entries must stay.
  @FunctionalInterface
  interface Keeping {
    /// None.
    Keeping NOTHING = (_, _) -> false;

    /// Whether an entry must.
    boolean keeps(RawPath path, FileStatus status);

    /// Whether a directory is a cache, of which all must but its tag.
    default boolean isCache(Descriptor directory) throws SystemFailure {
      return false;
    }
  }

  /// What is mounted is not entered.
  ///
  /// @param top the entry, which is open
  /// @param keep what must stay: it is listed and not entered
  static Inventory of(
      OperatingSystem system, Descriptor top, RawPath path, int mostNamed, Keeping keep)
      throws SystemFailure {
    var inventory = new Inventory(system, mostNamed);
    FileStatus status = system.status(top);
    inventory.count(path, status, true);
    if (status.kind() == FileKind.DIRECTORY && !status.mount()) {
      inventory.walk(top, path, keep);
    }
    return inventory;
  }

  private void walk(Descriptor top, RawPath path, Keeping keep) throws SystemFailure {
    var left = new ArrayDeque<Pending>();
    left.push(new Pending(path, "."));
    while (!left.isEmpty()) {
      Pending next = left.pop();
      try (var directory = system.open(top, Names.bytes(next.relative()), Access.DIRECTORY)) {
        boolean cache = keep.isCache(directory);
        for (byte[] name : system.names(directory)) {
          FileStatus status = system.status(directory, name);
          RawPath child = next.path().child(name);
          boolean cached = cache && !Arrays.equals(name, CacheTag.NAME);
          if (cached || keep.keeps(child, status)) {
            kept.add(child);
            continue;
          }
          if (status.mount()) {
            mounts.add(child);
            continue;
          }
          count(child, status, false);
          if (status.kind() == FileKind.DIRECTORY) {
            left.push(new Pending(child, Names.latin(child.beneath(path))));
          }
        }
      }
    }
  }

  private void count(RawPath path, FileStatus status, boolean top) {
    entries++;
    others += status.kind() == FileKind.DIRECTORY ? 0 : 1;
    Seen seen = Seen.of(status);
    if (seen.linked()) {
      linked.add(seen.id());
    }
    if (named.size() < mostNamed) {
      named.add(new Gone(path, seen.kind(), seen.size()));
    }
    var out = new VarWriter().latin(top ? "" : Names.latin(path.bytes()));
    out.one(seen.kind().code()).number(seen.id().inode()).number(seen.size());
    if (seen.kind() != FileKind.DIRECTORY) {
      out.signed(seen.modifiedSeconds()).number(seen.modifiedNanos());
    }
    var digest = Sha256.digest();
    digest.update(out.array(), 0, out.length());
    StepBlocks.addTo(sum, digest.digest());
  }

  /// What must stay.
  List<RawPath> kept() {
    return kept;
  }

  /// Where something is mounted.
  List<RawPath> mounts() {
    return mounts;
  }

  /// The first that were met, the top one too.
  List<Gone> named() {
    return named;
  }

  /// The files among them that have several names.
  Set<FileId> linked() {
    return linked;
  }

  /// Entries that are no directories.
  long others() {
    return others;
  }

  /// All entries, the top one too.
  long entries() {
    return entries;
  }

  /// Of all entries, whatever the order of a directory's names.
  Sha256 digest() {
    return Sha256.at(Arrays.copyOf(sum, sum.length), 0);
  }
}
