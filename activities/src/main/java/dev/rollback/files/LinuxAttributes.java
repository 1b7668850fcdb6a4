package dev.rollback.files;

import dev.rollback.files.Kernel.Scratch;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Extended attributes of an open entry, whatever its kind, by its `/proc/self/fd` path: that path
/// leads to the very entry, a symbolic link included, and no further.
final class LinuxAttributes {
  private static final byte[] NOTHING = {};

  private LinuxAttributes() {}

  static byte[] path(Descriptor entry) {
    return Names.utf8("/proc/self/fd/" + entry.number());
  }

  /// What names the entry to a call: the descriptor itself, or for a bare hold the address of its
  /// path.
  private static long at(Descriptor entry, Scratch scratch) throws SystemFailure {
    return entry.bare() ? scratch.first(path(entry)) : entry.number();
  }

  static SortedMap<String, byte[]> all(Descriptor entry) throws SystemFailure {
    byte[] list;
    try {
      list = list(entry);
    } catch (SystemFailure e) {
      if (e.is(Errno.EOPNOTSUPP)) {
        return Collections.emptySortedMap();
      }
      throw e;
    }
    if (list.length == 0) {
      return Collections.emptySortedMap();
    }
    var attributes = new TreeMap<String, byte[]>();
    for (String name : new String(list, StandardCharsets.ISO_8859_1).split("\0", -1)) {
      byte[] value = name.isEmpty() ? null : value(entry, name);
      if (value != null) {
        attributes.put(name, value);
      }
    }
    return attributes;
  }

  private static byte[] list(Descriptor entry) throws SystemFailure {
    var scratch = Kernel.scratch();
    long length =
        Kernel.call(
            entry.bare() ? LinuxCall.LISTXATTR : LinuxCall.FLISTXATTR,
            NOTHING,
            at(entry, scratch),
            scratch.data.address(),
            Scratch.DATA_BYTES);
    return length == 0 ? NOTHING : scratch.taken(0, (int) length);
  }

  /// Null when it vanished since it was listed.
  private static byte @Nullable [] value(Descriptor entry, String name) throws SystemFailure {
    var scratch = Kernel.scratch();
    try {
      long length =
          Kernel.call(
              entry.bare() ? LinuxCall.GETXATTR : LinuxCall.FGETXATTR,
              raw(name),
              at(entry, scratch),
              scratch.second(raw(name)),
              scratch.data.address(),
              Scratch.DATA_BYTES);
      return scratch.taken(0, (int) length);
    } catch (SystemFailure e) {
      if (e.is(Errno.ENODATA)) {
        return null;
      }
      throw e;
    }
  }

  static void set(Descriptor entry, String name, byte[] value) throws SystemFailure {
    var scratch = Kernel.scratch();
    MemorySegment.copy(value, 0, scratch.data, ValueLayout.JAVA_BYTE, 0, value.length);
    Kernel.call(
        entry.bare() ? LinuxCall.SETXATTR : LinuxCall.FSETXATTR,
        raw(name),
        at(entry, scratch),
        scratch.second(raw(name)),
        scratch.data.address(),
        value.length,
        0);
  }

  static void remove(Descriptor entry, String name) throws SystemFailure {
    var scratch = Kernel.scratch();
    Kernel.call(
        entry.bare() ? LinuxCall.REMOVEXATTR : LinuxCall.FREMOVEXATTR,
        raw(name),
        at(entry, scratch),
        scratch.second(raw(name)));
  }

  private static byte[] raw(String name) {
    return name.getBytes(StandardCharsets.ISO_8859_1);
  }
}
