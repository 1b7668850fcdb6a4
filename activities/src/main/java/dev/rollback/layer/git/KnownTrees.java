package dev.rollback.layer.git;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The trees of directories that git has written down in an index: its `TREE` extension.
final class KnownTrees {
  private final byte[] bytes;
  private final int idLength;
  private final Map<String, Tree> trees = new HashMap<>();
  private int at;

  /// One directory's tree.
  static final class Tree {
    final byte[] id;

    /// How many of the index's entries lie in it.
    final int entries;

    /// It and those beneath, as the extension has them.
    final byte[] written;

    Tree(byte[] id, int entries, byte[] written) {
      this.id = id;
      this.entries = entries;
      this.written = written;
    }
  }

  /// @param bytes the extension's; empty where there is none
  KnownTrees(byte[] bytes, int idLength) {
    this.bytes = bytes;
    this.idLength = idLength;
    try {
      if (bytes.length > 0) {
        read(null);
      }
    } catch (IndexOutOfBoundsException | NumberFormatException _) {
      // Nothing but a saving of work is lost.
      trees.clear();
    }
  }

  /// Null where git has not written it down, or taken it back.
  @Nullable Tree find(String path) {
    return trees.get(path);
  }

  /// @param parent null for the top, whose name is empty
  private void read(@Nullable String parent) {
    int start = at;
    String name = until('\0');
    String path = parent == null || parent.isEmpty() ? name : parent + "/" + name;
    int entries = Integer.parseInt(until(' '));
    int beneath = Integer.parseInt(until('\n'));
    int id = at;
    if (entries >= 0) {
      at += idLength;
    }
    for (int each = 0; each < beneath; each++) {
      read(path);
    }
    if (entries >= 0) {
      byte[] written = Arrays.copyOfRange(bytes, start, at);
      trees.put(path, new Tree(Arrays.copyOfRange(bytes, id, id + idLength), entries, written));
    }
  }

  private String until(char end) {
    int start = at;
    while (bytes[at] != end) {
      at++;
    }
    return new String(bytes, start, at++ - start, StandardCharsets.ISO_8859_1);
  }
}
