package dev.rollback.files;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// Between the engine's names, which are bytes, and Java's, which are text: a name is the UTF-8 of
/// its text. One that Java cannot spell, because it is not found again by its text, gets bytes that
/// are no UTF-8, so that it is none of the others.
final class NioNames {
  private static final char UNKNOWN = '\ufffd';
  private static final byte NO_UTF8 = (byte) 0xff;

  private NioNames() {}

  /// The path of these bytes, as it stands; empty where Java has none that comes back as it is.
  static Optional<Path> spelled(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      Path path = Path.of(text);
      return path.toString().equals(text) ? Optional.of(path) : Optional.empty();
    } catch (CharacterCodingException | InvalidPathException _) {
      return Optional.empty();
    }
  }

  /// The path of one name, or of a link's target.
  static Path required(byte[] bytes) throws SystemFailure {
    return spelled(bytes)
        .orElseThrow(() -> new SystemFailure(Errno.EINVAL, "name", Names.shown(bytes)));
  }

  /// What a link names; empty where its text names something else.
  static Optional<byte[]> target(Path target) {
    byte[] bytes = Names.utf8(target.toString());
    return spelled(bytes).filter(target::equals).isPresent()
        ? Optional.of(bytes)
        : Optional.empty();
  }

  /// A listed name.
  static byte[] bytes(Path name) {
    return target(name).orElseGet(() -> unspelled(name.toString()));
  }

  private static byte[] unspelled(String text) {
    byte[] bytes = Names.utf8(text.replace(UNKNOWN, '\0'));
    boolean marked = false;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == 0) {
        bytes[at] = NO_UTF8;
        marked = true;
      }
    }
    if (marked) {
      return bytes;
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    longer[bytes.length] = NO_UTF8;
    return longer;
  }
}
