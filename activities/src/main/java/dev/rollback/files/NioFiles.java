package dev.rollback.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/// Makes regular files, and says what room there is for them.
final class NioFiles {
  private static final Set<OpenOption> NEW =
      Set.of(
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);
  private static final int USUAL_BLOCK = 4096;

  private NioFiles() {}

  /// A new, empty file of exactly this mode, which closes the directory with it.
  static NioHandle made(NioDirectory in, Path name, int mode) throws IOException {
    FileChannel channel =
        in.channel(name, NEW, PosixFilePermissions.asFileAttribute(NioMetadata.permissions(mode)));
    try {
      Map<String, Object> found = in.attributes(name);
      NioHandle made = NioHandle.of(in, name, NioStatus.key(found), channel);
      if ((NioStatus.number(found, "mode") & 07777) != mode) {
        NioMetadata.setMode(made, mode);
      }
      return made;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /// Java tells of no limit of entries.
  static OperatingSystem.Space space(NioHandle entry) throws IOException {
    NioDirectory at = entry.isDirectory() ? entry.directory() : entry.place();
    FileStore store = Files.getFileStore(at.here());
    return new OperatingSystem.Space(
        store.getUsableSpace(), block(store), Long.MAX_VALUE, store.isReadOnly());
  }

  private static long block(FileStore store) throws IOException {
    try {
      return store.getBlockSize();
    } catch (UnsupportedOperationException _) {
      return USUAL_BLOCK;
    }
  }
}
