package dev.rollback.files;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// A tree as bytes: equal trees have equal bytes.
final class TreeFormat {
  /// What the shortest entry takes.
  private static final int LEAST_ENTRY = 1 + 1 + 4 + 1 + 4 * 3 + 8 + 4 + 4 + 4;

  private static final int LEAST_ATTRIBUTE = 4 + 4;

  private TreeFormat() {}

  static byte[] encoded(Tree tree) {
    var encoder = new Encoder();
    write(encoder, tree);
    return encoder.encoded();
  }

  static void write(Encoder encoder, Tree tree) {
    encoder.small(tree.entries().size());
    tree.entries().forEach(entry -> write(encoder, entry));
  }

  private static void write(Encoder encoder, Entry entry) {
    encoder.one(entry.kind().code()).one(entry.anchor() ? 1 : 0).bytes(entry.path().bytes());
    Metadata metadata = entry.metadata();
    encoder
        .small(metadata.mode())
        .small(metadata.user())
        .small(metadata.group())
        .number(metadata.modifiedSeconds())
        .small(metadata.modifiedNanos())
        .small(metadata.attributes().size());
    metadata.attributes().forEach((name, value) -> encoder.raw(name).raw(value));
    encoder.small(entry.links());
    switch (entry.body()) {
      case Body.Content(var size, var id) -> encoder.number(size).content(id);
      case Body.Link(var target) -> encoder.raw(target);
      case Body.Device(var major, var minor) -> encoder.small(major).small(minor);
      case Body.Nothing() -> {}
    }
  }

  /// @throws IllegalArgumentException for what is no tree: names out of order, relative or with
  ///     `..`, kinds that do not exist
  static Tree read(Decoder decoder) {
    int count = decoder.count(LEAST_ENTRY);
    var entries = new ArrayList<Entry>();
    for (int each = 0; each < count; each++) {
      entries.add(readEntry(decoder));
    }
    Tree tree = Tree.of(entries);
    if (!tree.entries().equals(entries)) {
      throw new IllegalArgumentException("its hard links are not numbered in order");
    }
    requireParents(entries);
    return tree;
  }

  /// Whatever lies beneath a captured directory hangs on to it without a gap, and nothing lies
  /// beneath what is no directory.
  private static void requireParents(List<Entry> entries) {
    var above = new ArrayDeque<Entry>();
    for (Entry entry : entries) {
      while (!above.isEmpty() && !entry.path().within(above.getLast().path())) {
        above.removeLast();
      }
      if (!above.isEmpty() && !mayHold(above.getLast(), entry)) {
        throw new IllegalArgumentException(
            entry.path() + " does not fit beneath " + above.getLast().path());
      }
      above.addLast(entry);
    }
  }

  private static boolean mayHold(Entry directory, Entry entry) {
    boolean absent = directory.kind() == FileKind.ABSENT && entry.kind() == FileKind.ABSENT;
    boolean direct = directory.anchor() || entry.path().parent().equals(directory.path());
    return absent || (directory.isDirectory() && direct);
  }

  private static Entry readEntry(Decoder decoder) {
    FileKind kind = decoder.constant(FileKind.values(), FileKind::code);
    boolean anchor = decoder.flag();
    RawPath path = RawPath.of(decoder.bytes());
    int mode = decoder.small();
    int user = decoder.small();
    int group = decoder.small();
    long seconds = decoder.number();
    int nanos = decoder.small();
    var attributes = new TreeMap<String, String>();
    for (int left = decoder.count(LEAST_ATTRIBUTE); left > 0; left--) {
      String name = decoder.raw();
      if (!Metadata.restorable(name)
          || name.indexOf('\0') >= 0
          || attributes.put(name, decoder.raw()) != null) {
        throw new IllegalArgumentException(path + " has a doubtful attribute");
      }
    }
    int links = decoder.small();
    Body body =
        switch (kind) {
          case FILE -> new Body.Content(decoder.number(), decoder.content());
          case SYMLINK -> new Body.Link(decoder.raw());
          case CHARACTER_DEVICE, BLOCK_DEVICE -> new Body.Device(decoder.small(), decoder.small());
          case DIRECTORY, FIFO, MOUNT, ABSENT, SOCKET -> Body.NOTHING;
        };
    var metadata = new Metadata(mode, user, group, seconds, nanos, attributes);
    return new Entry(path, kind, metadata, body, links, anchor);
  }
}
