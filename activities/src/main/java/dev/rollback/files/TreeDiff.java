package dev.rollback.files;

import dev.rollback.files.FileBrowser.Difference;
import dev.rollback.store.NodeId;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Compares two snapshots. Directories that are one node in both are alike, whatever is beneath.
final class TreeDiff {
  private final TreeReader first;
  private final TreeReader second;
  private final Narrowing narrowing;
  private final Consumer<Difference> each;

  TreeDiff(TreeReader first, TreeReader second, Narrowing narrowing, Consumer<Difference> each) {
    this.first = first;
    this.second = second;
    this.narrowing = narrowing;
    this.each = each;
  }

  /// Two directories that are being gone through, either of which may be missing.
  private record Pair(
      RawPath path, TreeReader.@Nullable Cursor one, TreeReader.@Nullable Cursor other) {}

  void run(NodeId one, NodeId other) {
    var pile = new ArrayDeque<Pair>();
    open(pile, RawPath.ROOT, one, other);
    while (!pile.isEmpty()) {
      Pair pair = pile.peek();
      TreeEntry left = pair.one() == null ? null : pair.one().peek();
      TreeEntry right = pair.other() == null ? null : pair.other().peek();
      if (left == null && right == null) {
        pile.pop();
        continue;
      }
      int order = left == null ? 1 : right == null ? -1 : left.name().compareTo(right.name());
      TreeEntry before = order <= 0 ? Objects.requireNonNull(pair.one()).next() : null;
      TreeEntry after = order >= 0 ? Objects.requireNonNull(pair.other()).next() : null;
      TreeEntry named = before == null ? Objects.requireNonNull(after) : before;
      RawPath path = pair.path().child(named.bytes());
      if (narrowing.leadsOn(path)) {
        compare(pile, path, before, after);
      }
    }
  }

  private void open(
      ArrayDeque<Pair> pile, RawPath path, @Nullable NodeId one, @Nullable NodeId other) {
    if (one == null || !one.equals(other)) {
      pile.push(
          new Pair(
              path,
              one == null ? null : first.entries(one),
              other == null ? null : second.entries(other)));
    }
  }

  private void compare(
      ArrayDeque<Pair> pile, RawPath path, @Nullable TreeEntry before, @Nullable TreeEntry after) {
    NodeId one = Earlier.node(before);
    NodeId other = Earlier.node(after);
    boolean meant = narrowing.has(path);
    boolean wasThere = isThere(before, one, first);
    boolean isThere = isThere(after, other, second);
    if (meant && wasThere && isThere) {
      both(path, Objects.requireNonNull(before), Objects.requireNonNull(after));
    } else if (meant && wasThere) {
      TreeEntry gone = Objects.requireNonNull(before);
      tell('-', path, gone.kind(), gone.size(), 0);
    } else if (meant && isThere) {
      TreeEntry come = Objects.requireNonNull(after);
      tell('+', path, come.kind(), 0, come.size());
    }
    open(pile, path, one, other);
  }

  /// A directory that only leads on counts as neither there nor gone.
  private static boolean isThere(
      @Nullable TreeEntry entry, @Nullable NodeId node, TreeReader reader) {
    return entry != null
        && entry.isThere()
        && (node == null || reader.entries(node).self().reach().itself());
  }

  private void both(RawPath path, TreeEntry before, TreeEntry after) {
    if (before.kind() != after.kind()) {
      tell('T', path, after.kind(), before.size(), after.size());
    } else if (before.body() instanceof Body.Directory(NodeId one)
        && after.body() instanceof Body.Directory(NodeId other)) {
      Metadata then = first.entries(one).self().metadata();
      Metadata now = second.entries(other).self().metadata();
      if (!one.equals(other) && !then.sameButTime(now)) {
        tell('U', path, after.kind(), 0, 0);
      }
    } else if (!before.body().equals(after.body())) {
      tell('M', path, after.kind(), before.size(), after.size());
    } else if (!before.metadata().equals(after.metadata())) {
      tell('U', path, after.kind(), before.size(), after.size());
    }
  }

  private void tell(char mark, RawPath path, FileKind kind, long before, long after) {
    each.accept(new Difference(mark, path.toString(), kind, before, after));
  }
}
