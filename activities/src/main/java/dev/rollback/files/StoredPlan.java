package dev.rollback.files;

import dev.rollback.store.ContentId;
import java.util.ArrayList;
import java.util.List;

/// A rollback as it was planned, whole: what was there, and which snapshot is wanted instead.
///
/// @param manifest the snapshot's root
/// @param paths what it is narrowed to; empty for all
/// @param live what was there when the plan was made, narrowed likewise
record StoredPlan(String planId, ContentId manifest, List<RawPath> paths, Tree live) {
  private static final byte[] MAGIC = Names.utf8("rollback file plan 1\n");

  StoredPlan {
    paths = List.copyOf(paths);
  }

  byte[] encoded() {
    var encoder = new Encoder().plain(MAGIC).text(planId).content(manifest).small(paths.size());
    paths.forEach(path -> encoder.bytes(path.bytes()));
    TreeFormat.write(encoder, live);
    return encoder.encoded();
  }

  static StoredPlan decoded(byte[] bytes) {
    return Decoder.read("plan", bytes, StoredPlan::read);
  }

  private static StoredPlan read(Decoder decoder) {
    decoder.magic(MAGIC);
    String planId = decoder.text();
    ContentId manifest = decoder.content();
    var paths = new ArrayList<RawPath>();
    for (int left = decoder.count(5); left > 0; left--) {
      paths.add(RawPath.of(decoder.bytes()));
    }
    return new StoredPlan(planId, manifest, paths, TreeFormat.read(decoder));
  }
}
