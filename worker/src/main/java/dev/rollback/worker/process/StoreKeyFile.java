package dev.rollback.worker.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/// The passphrase of an embedded stack's store, made with the stack. Whoever loses it loses the
/// store.
final class StoreKeyFile {
  private static final int BYTES = 32;

  private StoreKeyFile() {}

  /// The file beside the store, readable by its owner alone; made where it is absent.
  ///
  /// @throws ProcessException where it cannot be written
  static Path beside(Path store) {
    Path file = store.resolveSibling("store.key");
    if (Files.exists(file)) {
      return file;
    }
    try {
      Files.createDirectories(file.getParent());
      write(file);
    } catch (FileAlreadyExistsException _) {
      // Another start was quicker; its key counts.
    } catch (IOException e) {
      throw new ProcessException(
          "The store's key %s cannot be written: %s.".formatted(file, e.getMessage()), e);
    }
    return file;
  }

  private static void write(Path file) throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String text = Base64.getEncoder().withoutPadding().encodeToString(random) + "\n";
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(file, options, owner)) {
      channel.write(java.nio.ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
      channel.force(true);
    }
  }
}
