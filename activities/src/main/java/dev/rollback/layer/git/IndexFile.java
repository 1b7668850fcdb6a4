package dev.rollback.layer.git;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a plain index says of its files and their times, read from git's own file: versions 2 to 4,
/// merged entries without flags, links to submodules or sparse directories. Of every other index
/// git
/// has to be asked.
///
/// [The format](https://git-scm.com/docs/index-format).
final class IndexFile {
  static final int REGULAR = 0100644;
  static final int EXECUTABLE = 0100755;
  static final int LINK = 0120000;

  private static final int HEADER = 12;
  private static final int FACTS = 40;
  private static final int EXTENDED = 0x4000;
  private static final int NAME_LENGTH = 0x0fff;

  private final ByteBuffer bytes;
  private final FileTime written;
  private final int idLength;
  private final int[] starts;
  private final byte[][] names;
  private @Nullable String tree;

  private IndexFile(ByteBuffer bytes, FileTime written, int idLength, int count) {
    this.bytes = bytes;
    this.written = written;
    this.idLength = idLength;
    this.starts = new int[count];
    this.names = new byte[count][];
  }

  /// Empty where the index is none that is read here.
  ///
  /// @param idLength the bytes of an object's name: 20 or 32
  static Optional<IndexFile> read(Path file, int idLength) {
    try {
      FileTime written = Files.getLastModifiedTime(file);
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      if (bytes.capacity() < HEADER + idLength
          || bytes.getInt(0) != 0x44495243
          || bytes.getInt(8) < 0
          || bytes.getInt(8) > bytes.capacity() / FACTS) {
        return Optional.empty();
      }
      var index = new IndexFile(bytes, written, idLength, bytes.getInt(8));
      int version = bytes.getInt(4);
      boolean plain = version >= 2 && version <= 4 && index.extensions(index.entries(version));
      return plain ? Optional.of(index) : Optional.empty();
    } catch (NoSuchFileException | IndexOutOfBoundsException | IllegalArgumentException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw Refusal.of(file.toString(), e);
    }
  }

  /// Where the entries end; -1 where one of them is not plain.
  private int entries(int version) {
    int at = HEADER;
    byte[] previous = {};
    for (int each = 0; each < starts.length; each++) {
      starts[each] = at;
      int flags = Short.toUnsignedInt(bytes.getShort(at + FACTS + idLength));
      int mode = mode(each);
      boolean file = mode == REGULAR || mode == EXECUTABLE || mode == LINK;
      if (!file || (flags & ~(NAME_LENGTH | EXTENDED)) != 0) {
        return -1;
      }
      int name = at + FACTS + idLength + 2;
      if ((flags & EXTENDED) != 0) {
        if (bytes.getShort(name) != 0) {
          return -1;
        }
        name += 2;
      }
      if (version == 4) {
        var cut = new Varint(name);
        int end = end(cut.next());
        byte[] path = Arrays.copyOf(previous, previous.length - cut.value() + end - cut.next());
        bytes.get(cut.next(), path, previous.length - cut.value(), end - cut.next());
        names[each] = path;
        at = end + 1;
      } else {
        int end = end(name);
        names[each] = Arrays.copyOfRange(bytes.array(), name, end);
        at += (end - at + 8) & ~7;
      }
      previous = names[each];
    }
    return at;
  }

  private int end(int from) {
    int at = from;
    while (bytes.get(at) != 0) {
      at++;
    }
    return at;
  }

  /// How many bytes of the name before are cut off.
  private final class Varint {
    private int at;
    private int value;

    Varint(int start) {
      at = start;
      byte each = bytes.get(at++);
      value = each & 0x7f;
      while ((each & 0x80) != 0) {
        each = bytes.get(at++);
        value = ((value + 1) << 7) | (each & 0x7f);
      }
    }

    int next() {
      return at;
    }

    int value() {
      return value;
    }
  }

  /// Whether all of them may be passed over.
  private boolean extensions(int start) {
    int at = start;
    while (at >= 0 && at < bytes.capacity() - idLength) {
      int length = bytes.getInt(at + 4);
      if (length < 0 || Character.isLowerCase(bytes.get(at))) {
        return false;
      }
      var name = new String(bytes.array(), at, 4, StandardCharsets.ISO_8859_1);
      if (name.equals("TREE")) {
        tree = tree(at + 8, at + 8 + length);
      }
      at += 8 + length;
    }
    return at == bytes.capacity() - idLength;
  }

  /// The id of the whole tree, where the index knows it.
  private @Nullable String tree(int start, int end) {
    int line = start + 1;
    while (line < end && bytes.get(line) != '\n') {
      line++;
    }
    var counts = new String(bytes.array(), start, line - start, StandardCharsets.ISO_8859_1);
    boolean known = counts.matches("\0\\d+ \\d+") && line + 1 + idLength <= end;
    return known ? HexFormat.of().formatHex(bytes.array(), line + 1, line + 1 + idLength) : null;
  }

  int size() {
    return starts.length;
  }

  /// The tree of all its entries, where git has written that down.
  @Nullable String tree() {
    return tree;
  }

  /// A path from the work tree's top. Not to be changed.
  byte[] name(int entry) {
    return names[entry];
  }

  /// The entry of a path; negative where it has none.
  int find(byte[] path) {
    return Arrays.binarySearch(names, path, Arrays::compareUnsigned);
  }

  int mode(int entry) {
    return bytes.getInt(starts[entry] + 24);
  }

  byte[] id(int entry) {
    int start = starts[entry] + FACTS;
    return Arrays.copyOfRange(bytes.array(), start, start + idLength);
  }

  /// One of the words that git keeps of a file: 0 and 1 are its change time, 2 and 3 its
  /// modification time, 5 its inode, 7 and 8 its owner and group, 9 its size, each cut to 32 bits.
  int word(int entry, int number) {
    return bytes.getInt(starts[entry] + 4 * number);
  }

  /// Whether the file was modified in the second in which the index was written, or later: its
  /// times
  /// then do not tell whether it changed.
  boolean isRacy(int entry) {
    return Integer.toUnsignedLong(word(entry, 2)) >= written.toMillis() / 1000;
  }
}
