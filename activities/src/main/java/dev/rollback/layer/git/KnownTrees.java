package dev.rollback.layer.git;

import java.io.ByteArrayOutputStream;
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
    /// How many of the index's entries lie in it.
    final int entries;

    private final byte[] bytes;
    private final int start;
    private final int end;
    private final int id;
    private final int idLength;

    /// @param bytes have it and those beneath as the extension has them, from `start` to `end`
    /// @param id where its id begins
    Tree(int entries, byte[] bytes, int start, int end, int id, int idLength) {
      this.entries = entries;
      this.bytes = bytes;
      this.start = start;
      this.end = end;
      this.id = id;
      this.idLength = idLength;
    }

    byte[] id() {
      return Arrays.copyOfRange(bytes, id, id + idLength);
    }

    void write(ByteArrayOutputStream to) {
      to.write(bytes, start, end - start);
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
      trees.put(path, new Tree(entries, bytes, start, at, id, idLength));
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
