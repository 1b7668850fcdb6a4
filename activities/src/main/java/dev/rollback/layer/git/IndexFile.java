package dev.rollback.layer.git;

import dev.rollback.files.FileKind;
import dev.rollback.files.FileStatus;
import java.io.ByteArrayOutputStream;
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

/// What a plain index says of its files and their times, read from git's own file: versions 2 to 4,
/// merged entries without flags, links to submodules or sparse directories. Of every other index
/// git has to be asked.
///
/// [The format](https://git-scm.com/docs/index-format).
final class IndexFile {
  static final int REGULAR = 0100644;
  static final int EXECUTABLE = 0100755;
  static final int LINK = 0120000;

  static final int SIGNATURE = 0x44495243;
  static final int HEADER = 12;
  private static final int FACTS = 40;
  private static final int EXTENDED = 0x4000;
  static final int NAME_LENGTH = 0x0fff;

  private final byte[] raw;
  private final ByteBuffer bytes;
  private final FileTime written;
  private final int idLength;
  private final int[] starts;
  private final byte[][] names;
  private int end;
  private int treeStart;
  private int treeEnd;

  private IndexFile(byte[] raw, ByteBuffer bytes, FileTime written, int idLength) {
    this.raw = raw;
    this.bytes = bytes;
    this.written = written;
    this.idLength = idLength;
    this.starts = new int[bytes.getInt(8)];
    this.names = new byte[starts.length][];
  }

  /// Empty where the index is none that is read here.
  ///
  /// @param idLength the bytes of an object's name: 20 or 32
  static Optional<IndexFile> read(Path file, int idLength) {
    try {
      FileTime written = Files.getLastModifiedTime(file);
      byte[] raw = Files.readAllBytes(file);
      var bytes = ByteBuffer.wrap(raw);
      if (raw.length < HEADER + idLength
          || bytes.getInt(0) != SIGNATURE
          || bytes.getInt(8) < 0
          || bytes.getInt(8) > raw.length / FACTS) {
        return Optional.empty();
      }
      var index = new IndexFile(raw, bytes, written, idLength);
      boolean plain = index.version() >= 2 && index.version() <= 4 && index.isPlain();
      return plain ? Optional.of(index) : Optional.empty();
    } catch (NoSuchFileException
        | IndexOutOfBoundsException
        | IllegalArgumentException
        | NegativeArraySizeException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw Refusal.of(file.toString(), e);
    }
  }

  /// One that was just made, whose digest does not count.
  static IndexFile of(byte[] raw, int idLength) {
    var index = new IndexFile(raw, ByteBuffer.wrap(raw), FileTime.fromMillis(0), idLength);
    if (!index.isPlain()) {
      throw new IllegalArgumentException("Not a plain index.");
    }
    return index;
  }

  private boolean isPlain() {
    end = entries(version());
    return end >= 0 && extensions();
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
        int last = end(cut.next());
        byte[] path = Arrays.copyOf(previous, previous.length - cut.value() + last - cut.next());
        bytes.get(cut.next(), path, previous.length - cut.value(), last - cut.next());
        names[each] = path;
        at = last + 1;
      } else {
        int last = end(name);
        names[each] = Arrays.copyOfRange(raw, name, last);
        at += (last - at + 8) & ~7;
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
  private boolean extensions() {
    int at = end;
    while (at < raw.length - idLength) {
      int length = bytes.getInt(at + 4);
      if (length < 0 || Character.isLowerCase(raw[at])) {
        return false;
      }
      if (new String(raw, at, 4, StandardCharsets.ISO_8859_1).equals("TREE")) {
        treeStart = at + 8;
        treeEnd = treeStart + length;
      }
      at += 8 + length;
    }
    return at == raw.length - idLength;
  }

  int version() {
    return bytes.getInt(4);
  }

  /// The bytes of one entry, as they are in versions 2 and 3.
  byte[] entry(int entry) {
    int next = entry + 1 < starts.length ? starts[entry + 1] : end;
    return Arrays.copyOfRange(raw, starts[entry], next);
  }

  /// What git has written down of the trees of directories; empty where nothing.
  byte[] trees() {
    return Arrays.copyOfRange(raw, treeStart, treeEnd);
  }

  void write(Path file) throws IOException {
    Files.write(file, raw);
  }

  /// The bytes of an object's name.
  int idLength() {
    return idLength;
  }

  int size() {
    return starts.length;
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

  String id(int entry) {
    int start = starts[entry] + FACTS;
    return HexFormat.of().formatHex(raw, start, start + idLength);
  }

  /// Writes the name of an entry's object.
  void writeId(int entry, ByteArrayOutputStream to) {
    to.write(raw, starts[entry] + FACTS, idLength);
  }

  /// One of the words that git keeps of a file: 0 and 1 are its change time, 2 and 3 its
  /// modification time, 5 its inode, 7 and 8 its owner and group, 9 its size, each cut to 32 bits.
  int word(int entry, int number) {
    return bytes.getInt(starts[entry] + 4 * number);
  }

  /// Whether a file's type, mode, times, owner, size and place are those of its entry.
  boolean matches(int entry, FileStatus status) {
    return hasMode(entry, status)
        && word(entry, 0) == (int) status.changedSeconds()
        && word(entry, 1) == status.changedNanos()
        && word(entry, 2) == (int) status.modifiedSeconds()
        && word(entry, 3) == status.modifiedNanos()
        && word(entry, 5) == (int) status.id().inode()
        && word(entry, 7) == status.user()
        && word(entry, 8) == status.group()
        && word(entry, 9) == (int) status.size();
  }

  /// Whether a file is of its entry's type and executable or not like it.
  boolean hasMode(int entry, FileStatus status) {
    int mode = mode(entry);
    return mode == LINK
        ? status.kind() == FileKind.SYMLINK
        : status.kind() == FileKind.FILE && ((status.mode() & 0100) != 0) == (mode == EXECUTABLE);
  }

  /// Whether the file was modified in the second in which the index was written, or later: its
  /// times then do not tell whether it changed.
  boolean isRacy(int entry) {
    return Integer.toUnsignedLong(word(entry, 2)) >= written.toMillis() / 1000;
  }
}
