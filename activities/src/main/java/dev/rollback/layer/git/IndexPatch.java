package dev.rollback.layer.git;

import dev.rollback.files.FileKind;
import dev.rollback.files.FileStatus;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An index of version 2 or 3 with some of its entries changed: all others, and what git knows of
/// the trees of untouched directories, stay as they are. What git keeps there beside these may be
/// left out at any time, and is.
final class IndexPatch {
  private final IndexFile index;
  private final String objectFormat;
  private final KnownTrees known;
  private final TreeMap<byte[], Entry> changes = new TreeMap<>(Arrays::compareUnsigned);
  private final Set<String> changedDirectories = new HashSet<>();

  /// What a path becomes; without a status it is gone.
  private record Entry(int mode, String id, @Nullable FileStatus status) {}

  IndexPatch(IndexFile index, String objectFormat) {
    this.index = index;
    this.objectFormat = objectFormat;
    this.known = new KnownTrees(index.trees(), index.idLength());
  }

  static boolean canPatch(IndexFile index) {
    return index.version() < 4;
  }

  void put(RepoPath path, String id, FileStatus status) {
    int mode =
        status.kind() == FileKind.SYMLINK
            ? IndexFile.LINK
            : (status.mode() & 0100) != 0 ? IndexFile.EXECUTABLE : IndexFile.REGULAR;
    add(path, new Entry(mode, id, status));
  }

  void remove(RepoPath path) {
    add(path, new Entry(0, "", null));
  }

  private void add(RepoPath path, Entry entry) {
    changes.put(path.bytes(), entry);
    String directory = path.raw();
    while (!directory.isEmpty()) {
      directory = directory.substring(0, Math.max(directory.lastIndexOf('/'), 0));
      changedDirectories.add(directory);
    }
  }

  /// The whole new index.
  IndexFile patched() {
    var entries = new ByteArrayOutputStream();
    int count = 0;
    var left = new TreeMap<>(changes);
    for (int each = 0; each < index.size(); each++) {
      byte[] name = index.name(each);
      while (!left.isEmpty() && Arrays.compareUnsigned(left.firstKey(), name) < 0) {
        count += write(left.pollFirstEntry(), entries);
      }
      if (!left.isEmpty() && Arrays.equals(left.firstKey(), name)) {
        count += write(left.pollFirstEntry(), entries);
      } else {
        entries.writeBytes(index.entry(each));
        count++;
      }
    }
    while (!left.isEmpty()) {
      count += write(left.pollFirstEntry(), entries);
    }
    byte[] all = entries.toByteArray();
    IndexFile made = IndexFile.of(whole(count, all, new byte[0]), index.idLength());
    var trees = new IndexTrees(made, objectFormat, known, changedDirectories);
    return IndexFile.of(whole(count, all, trees.written()), index.idLength());
  }

  private byte[] whole(int count, byte[] entries, byte[] trees) {
    MessageDigest digest = BlobId.digest(objectFormat);
    int length = IndexFile.HEADER + entries.length + (trees.length == 0 ? 0 : 8 + trees.length);
    var whole = ByteBuffer.allocate(length + digest.getDigestLength());
    whole.putInt(IndexFile.SIGNATURE).putInt(index.version()).putInt(count).put(entries);
    if (trees.length > 0) {
      whole.put("TREE".getBytes(StandardCharsets.US_ASCII)).putInt(trees.length).put(trees);
      digest.update(whole.duplicate().flip());
      whole.put(digest.digest());
    }
    return whole.array();
  }

  private static int write(Map.Entry<byte[], Entry> change, ByteArrayOutputStream to) {
    byte[] name = change.getKey();
    Entry entry = change.getValue();
    FileStatus status = entry.status();
    if (status == null) {
      return 0;
    }
    byte[] id = HexFormat.of().parseHex(entry.id());
    int length = 40 + id.length + 2 + name.length;
    // Ended by one to eight NULs, so that each entry is a multiple of eight bytes.
    var bytes = ByteBuffer.allocate((length + 8) & ~7);
    bytes.putInt((int) status.changedSeconds()).putInt(status.changedNanos());
    bytes.putInt((int) status.modifiedSeconds()).putInt(status.modifiedNanos());
    bytes.putInt((int) status.id().device()).putInt((int) status.id().inode());
    bytes.putInt(entry.mode()).putInt(status.user()).putInt(status.group());
    bytes.putInt((int) status.size()).put(id);
    bytes.putShort((short) Math.min(name.length, IndexFile.NAME_LENGTH)).put(name);
    to.writeBytes(bytes.array());
    return 1;
  }
}
