package dev.rollback.files;

import java.util.List;

/// What was laid down in another place.
///
/// @param others entries that are no directories
/// @param bytes of all files' contents
/// @param notes what a snapshot lacks, as far as it knows
public record LaidFiles(long directories, long others, long bytes, List<String> notes) {
  public LaidFiles {
    notes = List.copyOf(notes);
  }

  static LaidFiles of(Snapshot snapshot, TreeReader reader, Narrowing narrowing) {
    var counts = new long[3];
    new Listing(snapshot, reader)
        .forEach(
            narrowing::leadsOn,
            (path, entry, _) -> {
              if (entry.isThere() && narrowing.has(path)) {
                counts[entry.isDirectory() ? 0 : 1]++;
                counts[2] += entry.size();
              }
              return true;
            });
    return new LaidFiles(counts[0], counts[1], counts[2], snapshot.notes());
  }
}
