package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RestoreMode;
import dev.rollback.contract.RollbackException;
import dev.rollback.store.NodeId;
import dev.rollback.store.SnapshotReader;
import dev.rollback.store.StoreException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Looks into captured files, and changes nothing. Everything is told in the order of paths, a
/// directory before what is in it.
public final class FileBrowser {
  private final AllowedRoots roots;
  private final Own own;

  /// @param kept directories of the product itself, which no comparison enters
  public FileBrowser(AllowedRoots roots, Set<Path> kept) {
    this.roots = roots;
    this.own = new Own(kept.stream().map(RawPath::of).collect(Collectors.toSet()), _ -> false);
  }

  /// One entry that is told.
  ///
  /// @param linkTarget where a symbolic link leads, as people read it
  public record Told(CapturedFiles.CapturedFile file, Optional<String> linkTarget) {}

  /// Tells what a snapshot holds.
  ///
  /// @param path a directory, whose entries are told, or one entry; empty for what was asked for
  /// @param recursive whether everything beneath is told
  /// @throws RollbackException `PathNotFound` where the snapshot has no such path
  public void entries(
      NodeId root,
      SnapshotReader contents,
      Optional<String> path,
      boolean recursive,
      Consumer<Told> each) {
    var reader = new TreeReader(contents);
    Snapshot snapshot = Snapshot.read(root, reader);
    var listing = new Listing(snapshot, reader);
    Optional<RawPath> wanted = path.map(AllowedRoots::absolute);
    var found = new boolean[1];
    listing.forEach(
        at -> wanted.isEmpty() || at.within(wanted.get()) || wanted.get().within(at),
        (at, entry, self) -> {
          if (wanted.isPresent() && at.equals(wanted.get())) {
            found[0] = true;
          }
          if (isMeant(at, entry, wanted, recursive, snapshot)) {
            each.accept(told(listing, at, entry, self));
          }
          return true;
        });
    boolean onlyLeads =
        wanted.isPresent() && new Looked(snapshot, reader).directory(wanted.get()) != null;
    if (wanted.isPresent() && !found[0] && !onlyLeads) {
      throw notThere(wanted.get());
    }
  }

  private static boolean isMeant(
      RawPath at, TreeEntry entry, Optional<RawPath> wanted, boolean recursive, Snapshot snapshot) {
    if (!entry.isThere()) {
      return false;
    }
    if (wanted.isEmpty()) {
      return recursive
          || snapshot.scope().items().stream().anyMatch(item -> item.base().equals(at))
          || snapshot.scope().items().stream().noneMatch(item -> at.within(item.base()));
    }
    if (at.equals(wanted.get())) {
      return !entry.isDirectory();
    }
    return at.within(wanted.get()) && (recursive || at.parent().equals(wanted.get()));
  }

  private static Told told(
      Listing listing, RawPath at, TreeEntry entry, @Nullable DirectorySelf self) {
    Optional<String> target =
        entry.body() instanceof Body.Link(String to)
            ? Optional.of(Names.shown(Names.bytes(to)))
            : Optional.empty();
    return new Told(listing.file(at, entry, self), target);
  }

  private static RollbackException notThere(RawPath path) {
    return new RollbackException(
        FailureType.PATH_NOT_FOUND,
        "%s is not a part of the snapshot. Name a path that it has.".formatted(path));
  }

  /// The bytes of a regular file. The caller closes the stream.
  ///
  /// @throws RollbackException `PathNotFound` where there is no such path, or it has no content
  public InputStream content(NodeId root, SnapshotReader contents, String path) {
    var reader = new TreeReader(contents);
    Snapshot snapshot = Snapshot.read(root, reader);
    RawPath wanted = AllowedRoots.absolute(path);
    TreeEntry entry = new Looked(snapshot, reader).entry(wanted);
    if (entry == null || !(entry.body() instanceof Body.Content content)) {
      throw entry == null
          ? notThere(wanted)
          : new RollbackException(
              FailureType.PATH_NOT_FOUND,
              "%s is a %s in the snapshot and has no content."
                  .formatted(wanted, entry.kind().word()));
    }
    return new Listing(snapshot, reader).stream(content);
  }

  /// How one entry differs.
  ///
  /// @param mark `+` only the other side has it, `-` only the first, `M` its content differs, `T`
  ///     its kind, `U` its metadata alone
  /// @param sizeBefore bytes of the first side's; 0 for none
  /// @param sizeAfter bytes of the other side's; 0 for none
  public record Difference(
      char mark, String path, FileKind kind, long sizeBefore, long sizeAfter) {}

  /// Tells what differs between two snapshots; what both have alike is not read.
  public void diff(
      NodeId from,
      NodeId to,
      SnapshotReader first,
      SnapshotReader second,
      List<String> paths,
      Consumer<Difference> each) {
    var one = new TreeReader(first);
    var other = new TreeReader(second);
    var narrowing = new Narrowing(paths.stream().map(AllowedRoots::absolute).toList());
    new TreeDiff(one, other, narrowing, each)
        .run(Snapshot.read(from, one).top(), Snapshot.read(to, other).top());
  }

  /// Tells what differs between a snapshot and what is there now, by the kernel's word where that
  /// proves it.
  public void diffLive(
      NodeId from,
      SnapshotReader contents,
      List<String> paths,
      Consumer<Difference> each,
      FileProgress progress) {
    var reader = new TreeReader(contents);
    var narrowing =
        new Narrowing(
            paths.stream()
                .map(AllowedRoots::absolute)
                .map(path -> roots.locate(path).raw())
                .toList());
    var subject =
        new Subject(Snapshot.read(from, reader), reader, narrowing, RestoreMode.EXACT, false);
    var found = new LiveDifferences(reader, narrowing);
    try (var crew = new Crew<>(() -> new HashingTools(roots.system()), progress, "scanning")) {
      new Comparison(new ComparisonWork(roots, own, subject, new Bases(), crew, found)).run();
    } catch (StoreException e) {
      throw Failures.of(e);
    }
    found.sorted().forEach(each);
  }

  /// The paths that need one of some contents or nodes, at most `limit`; of a directory whose list
  /// cannot be read, the directory.
  ///
  /// @param damaged in hexadecimal
  public List<String> touchedBy(
      NodeId root, SnapshotReader contents, Set<String> damaged, int limit) {
    var reader = new TreeReader(contents);
    Snapshot snapshot = Snapshot.read(root, reader);
    var touched = new ConcurrentSkipListMap<RawPath, Boolean>();
    var left = new ArrayDeque<Pending>();
    left.push(new Pending(RawPath.ROOT, snapshot.top()));
    while (!left.isEmpty() && touched.size() < limit) {
      Pending next = left.pop();
      try {
        TreeReader.Cursor cursor = reader.entries(next.node());
        while (cursor.hasNext() && touched.size() < limit) {
          TreeEntry entry = cursor.next();
          RawPath path = next.path().child(entry.bytes());
          if (entry.body() instanceof Body.Directory(NodeId node)) {
            left.push(new Pending(path, node));
          } else if (entry.body() instanceof Body.Content content
              && Damage.touches(content, damaged, reader)) {
            touched.put(path, true);
          }
        }
      } catch (RollbackException e) {
        if (e.type() != FailureType.SNAPSHOT_CORRUPT) {
          throw e;
        }
        touched.put(next.path(), true);
      }
    }
    return touched.keySet().stream().map(RawPath::toString).toList();
  }

  private record Pending(RawPath path, NodeId node) {}

  /// A snapshot to be looked up in.
  private record Looked(Snapshot snapshot, TreeReader reader) {
    @Nullable TreeEntry entry(RawPath path) {
      NodeId at = snapshot.top();
      TreeEntry found = null;
      for (byte[] name : Names.split(path.bytes())) {
        found = at == null ? null : reader.find(at, Names.latin(name));
        if (found == null) {
          return null;
        }
        at = Earlier.node(found);
      }
      return found;
    }

    @Nullable NodeId directory(RawPath path) {
      return path.equals(RawPath.ROOT) ? snapshot.top() : Earlier.node(entry(path));
    }
  }
}
