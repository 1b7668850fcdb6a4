package dev.rollback.layer.git;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/// The trees that an index's entries make, directory by directory: those that git has written down
/// in the index are taken, and all others worked out.
///
/// The names of trees are hashes of what they hold, so that no object has to be written or read.
final class IndexTrees {
  private final IndexFile index;
  private final String objectFormat;
  private final Set<String> changed;
  private final KnownTrees known;

  /// @param changed directories of which what the index says must not be taken; `""` is the top
  IndexTrees(IndexFile index, String objectFormat, KnownTrees known, Set<String> changed) {
    this.index = index;
    this.objectFormat = objectFormat;
    this.changed = Set.copyOf(changed);
    this.known = known;
  }

  /// Of an index as git left it.
  static IndexTrees of(IndexFile index, String objectFormat) {
    var known = new KnownTrees(index.trees(), BlobId.digest(objectFormat).getDigestLength());
    return new IndexTrees(index, objectFormat, known, Set.of());
  }

  /// The tree of all entries.
  String root() {
    return HexFormat.of().formatHex(node("", 0, 0, index.size()).id());
  }

  /// All of them as git keeps them in an index.
  byte[] written() {
    var all = new ByteArrayOutputStream();
    node("", 0, 0, index.size()).write(all);
    return all.toByteArray();
  }

  /// @param length of the directory's path with its `/`
  private KnownTrees.Tree node(String path, int length, int first, int limit) {
    KnownTrees.Tree kept = changed.contains(path) ? null : known.find(path);
    if (kept != null && first + kept.entries <= limit) {
      return kept;
    }
    var content = new ByteArrayOutputStream();
    var beneath = new ByteArrayOutputStream();
    int trees = 0;
    int entry = first;
    while (entry < limit && isWithin(entry, first, length)) {
      byte[] name = index.name(entry);
      int slash = slash(name, length);
      if (slash < 0) {
        add(content, Integer.toOctalString(index.mode(entry)), name, length, name.length);
        index.writeId(entry, content);
        entry++;
      } else {
        var directory = new String(name, 0, slash, StandardCharsets.ISO_8859_1);
        KnownTrees.Tree inner = node(directory, slash + 1, entry, limit);
        add(content, "40000", name, length, slash);
        content.writeBytes(inner.id());
        inner.write(beneath);
        trees++;
        entry += inner.entries;
      }
    }
    byte[] id = id(content.toByteArray());
    var written = new ByteArrayOutputStream();
    String name = path.substring(path.lastIndexOf('/') + 1);
    String counts = "\0" + (entry - first) + " " + trees + "\n";
    written.writeBytes((name + counts).getBytes(StandardCharsets.ISO_8859_1));
    int at = written.size();
    written.writeBytes(id);
    written.writeBytes(beneath.toByteArray());
    byte[] all = written.toByteArray();
    return new KnownTrees.Tree(entry - first, all, 0, all.length, at, id.length);
  }

  private boolean isWithin(int entry, int first, int length) {
    byte[] name = index.name(entry);
    byte[] prefix = index.name(first);
    return name.length > length && Arrays.equals(name, 0, length, prefix, 0, length);
  }

  private static int slash(byte[] path, int from) {
    for (int at = from; at < path.length; at++) {
      if (path[at] == '/') {
        return at;
      }
    }
    return -1;
  }

  private static void add(
      ByteArrayOutputStream tree, String mode, byte[] path, int start, int end) {
    tree.writeBytes((mode + " ").getBytes(StandardCharsets.US_ASCII));
    tree.write(path, start, end - start);
    tree.write(0);
  }

  private byte[] id(byte[] content) {
    var digest = BlobId.digest(objectFormat);
    digest.update(("tree " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
    return digest.digest(content);
  }
}
