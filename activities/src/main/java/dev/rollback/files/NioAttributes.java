package dev.rollback.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Extended attributes of files and directories, so far as Java gives them: on Linux those of the
/// name space `user`. What other systems list under that view is partly the system's own and cannot
/// be set back, so there none are.
final class NioAttributes {
  static final boolean GIVEN =
      System.getProperty("os.name", "").equals("Linux")
          && FileSystems.getDefault().supportedFileAttributeViews().contains("user");
  private static final String SPACE = "user.";
  private static final char UNKNOWN = '\ufffd';

  private NioAttributes() {}

  static boolean restorable(String name) {
    return GIVEN && text(name).isPresent();
  }

  static SortedMap<String, byte[]> all(NioHandle entry) throws IOException {
    if (!GIVEN || !(entry.isDirectory() || entry.isContent())) {
      return Collections.emptySortedMap();
    }
    UserDefinedFileAttributeView view = view(entry);
    var attributes = new TreeMap<String, byte[]>();
    for (String name : listed(view)) {
      byte[] bytes = Names.utf8(name);
      String whole = SPACE + Names.latin(bytes);
      if (text(whole).isEmpty() || name.indexOf(UNKNOWN) >= 0) {
        throw new SystemFailure(Errno.EIO, "attribute", Names.shown(bytes));
      }
      attributes.put(whole, value(view, name));
    }
    var _ = entry.requireSame();
    return attributes;
  }

  /// None where the file system keeps none.
  private static List<String> listed(UserDefinedFileAttributeView view) throws IOException {
    try {
      return view.list();
    } catch (IOException e) {
      if (NioCalls.errno(e) == Errno.EOPNOTSUPP) {
        return List.of();
      }
      throw e;
    }
  }

  private static byte[] value(UserDefinedFileAttributeView view, String name) throws IOException {
    var value = ByteBuffer.allocate(view.size(name));
    int count = view.read(name, value);
    var bytes = new byte[count];
    value.flip().get(bytes);
    return bytes;
  }

  static void set(NioHandle entry, String name, byte[] value) throws IOException {
    UserDefinedFileAttributeView view = view(entry);
    view.write(required(name), ByteBuffer.wrap(value));
    var _ = entry.requireSame();
  }

  static void remove(NioHandle entry, String name) throws IOException {
    view(entry).delete(required(name));
    var _ = entry.requireSame();
  }

  private static UserDefinedFileAttributeView view(NioHandle entry) throws IOException {
    var _ = entry.requireSame();
    Path path = entry.path();
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(
            path, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) {
      throw new SystemFailure(Errno.EOPNOTSUPP, "attribute", path.toString());
    }
    return view;
  }

  private static String required(String name) throws SystemFailure {
    return text(name)
        .filter(_ -> GIVEN)
        .orElseThrow(() -> new SystemFailure(Errno.EOPNOTSUPP, "attribute", name));
  }

  /// The name as Java has it, without its space.
  private static Optional<String> text(String name) {
    return name.startsWith(SPACE)
        ? NioNames.spelled(Names.bytes(name.substring(SPACE.length()))).map(Path::toString)
        : Optional.empty();
  }
}
