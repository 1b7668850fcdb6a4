package dev.rollback.layer.git;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What is special in an index, from `ls-files -s -v -z`: the many ordinary entries are passed over
/// without a string being made of them.
final class Listing {
  private static final byte[] SUBMODULE = {'1', '6', '0', '0', '0', '0'};
  private static final byte[] ATTRIBUTES = ".gitattributes".getBytes(StandardCharsets.ISO_8859_1);

  final List<RepoPath> skipped = new ArrayList<>();
  final List<RepoPath> assumed = new ArrayList<>();
  final List<RepoPath> submodules = new ArrayList<>();

  /// Ids of the attribute files in the index.
  final List<String> attributes = new ArrayList<>();

  /// Unmerged entries as `--index-info` reads them.
  final List<String> stages = new ArrayList<>();

  private final byte[] bytes;

  Listing(byte[] bytes) {
    this.bytes = bytes;
    int start = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == 0) {
        look(start, at);
        start = at + 1;
      }
    }
  }

  /// All paths at stage 0, each once.
  List<RepoPath> paths() {
    var paths = new ArrayList<RepoPath>();
    for (String record : new Output(0, bytes, "").records()) {
      if (record.charAt(0) != 'M') {
        paths.add(new RepoPath(record.substring(record.indexOf('\t') + 1)));
      }
    }
    return paths;
  }

  private void look(int start, int end) {
    byte tag = bytes[start];
    boolean submodule = startsWith(start + 2, SUBMODULE);
    boolean attribute = end - ATTRIBUTES.length > start && startsWith(end - 14, ATTRIBUTES);
    if (tag == 'H' && !submodule && !attribute) {
      return;
    }
    String record = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    var path = new RepoPath(record.substring(record.indexOf('\t') + 1));
    if (tag == 'M' || tag == 'm') {
      stages.add(record.substring(2));
      return;
    }
    if (Character.isLowerCase(tag)) {
      assumed.add(path);
    }
    if (tag == 'S' || tag == 's') {
      skipped.add(path);
    }
    if (submodule) {
      submodules.add(path);
    }
    if (attribute) {
      attributes.add(record.split(" ", 4)[2]);
    }
  }

  private boolean startsWith(int at, byte[] wanted) {
    if (at + wanted.length > bytes.length) {
      return false;
    }
    for (int each = 0; each < wanted.length; each++) {
      if (bytes[at + each] != wanted[each]) {
        return false;
      }
    }
    return true;
  }
}
