package dev.rollback.files;

import java.util.ArrayList;
import java.util.List;

/// All that a snapshot of files records, except the contents.
///
/// @param takenAt epoch seconds at which the capture began
/// @param storedBytes what the capture added to the store, this record aside
/// @param notes what was not captured, and why
record Manifest(Scope scope, Tree tree, long takenAt, long storedBytes, List<String> notes) {
  /// More than any manifest that memory should hold.
  static final int MOST_BYTES = 512 * 1024 * 1024;

  private static final byte[] MAGIC = Names.utf8("rollback files 1\n");

  Manifest {
    notes = List.copyOf(notes);
  }

  byte[] encoded() {
    var encoder = new Encoder().plain(MAGIC).number(takenAt).number(storedBytes);
    encoder.small(scope.items().size());
    for (Scope.Item item : scope.items()) {
      encoder.bytes(item.base().bytes()).small(item.names().size());
      item.names().forEach(name -> encoder.raw(name.text()));
    }
    encoder.small(notes.size());
    notes.forEach(encoder::text);
    TreeFormat.write(encoder, tree);
    return encoder.encoded();
  }

  /// @throws dev.rollback.contract.RollbackException `SnapshotCorrupt` for what no capture wrote
  static Manifest decoded(byte[] bytes) {
    return Decoder.read("snapshot's list of files", bytes, Manifest::read);
  }

  private static Manifest read(Decoder decoder) {
    decoder.magic(MAGIC);
    long takenAt = decoder.number();
    long storedBytes = decoder.number();
    var items = new ArrayList<Scope.Item>();
    for (int left = decoder.count(8); left > 0; left--) {
      items.add(new Scope.Item(RawPath.of(decoder.bytes()), names(decoder)));
    }
    var notes = new ArrayList<String>();
    for (int left = decoder.count(4); left > 0; left--) {
      notes.add(decoder.text());
    }
    return new Manifest(new Scope(items), TreeFormat.read(decoder), takenAt, storedBytes, notes);
  }

  private static List<Scope.RawName> names(Decoder decoder) {
    var names = new ArrayList<Scope.RawName>();
    for (int left = decoder.count(4); left > 0; left--) {
      byte[] name = decoder.bytes();
      if (!Names.valid(name)) {
        throw new IllegalArgumentException("a glob holds '" + Names.shown(name) + "'");
      }
      names.add(new Scope.RawName(new String(name, java.nio.charset.StandardCharsets.ISO_8859_1)));
    }
    return names;
  }
}
