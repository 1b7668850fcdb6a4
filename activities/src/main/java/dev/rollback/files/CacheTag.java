package dev.rollback.files;

import dev.rollback.files.OperatingSystem.Access;
import dev.rollback.store.NodeId;
import dev.rollback.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/// The mark of the Cache Directory Tagging Specification: a file `CACHEDIR.TAG` that begins with a
/// fixed signature says that the directory can be made anew at any time.
final class CacheTag {
  static final byte[] NAME = Names.utf8("CACHEDIR.TAG");

  private static final byte[] SIGNATURE = Names.utf8("Signature: 8a477f597d28d172789f06886806bc55");

  private CacheTag() {}

  /// Whether a snapshot has a valid tag in a directory.
  static boolean marks(TreeReader reader, NodeId directory) {
    TreeEntry tag = reader.find(directory, Names.latin(NAME));
    if (tag == null
        || !(tag.body() instanceof Body.Content content)
        || content.size() < SIGNATURE.length) {
      return false;
    }
    FileMap.Piece first = FileMap.pieces(content, reader).getFirst();
    if (first.content() == null || first.length() < SIGNATURE.length) {
      return false;
    }
    try (InputStream bytes = reader.contents().open(first.content())) {
      return Arrays.equals(bytes.readNBytes(SIGNATURE.length), SIGNATURE);
    } catch (StoreException e) {
      throw Failures.of(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether a directory has a valid tag.
  static boolean marks(OperatingSystem system, Descriptor directory) throws SystemFailure {
    try (var tag = system.open(directory, NAME, Access.CONTENT)) {
      var start = new byte[SIGNATURE.length];
      return system.status(tag).kind() == FileKind.FILE
          && system.readAt(tag, 0, start, 0, start.length) == start.length
          && Arrays.equals(start, SIGNATURE);
    } catch (SystemFailure e) {
      if (e.is(Errno.ENOENT, Errno.ELOOP, Errno.EACCES, Errno.ENXIO)) {
        return false;
      }
      throw e;
    }
  }
}
