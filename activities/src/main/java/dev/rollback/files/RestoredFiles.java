package dev.rollback.files;

import java.util.List;

/// How a rollback of files ended: at the snapshot, proved.
///
/// @param alreadyInPlace whether everything was at the snapshot before, and nothing was changed
/// @param proof what was checked after the last change, one sentence each
/// @param downtimeMs from the first change of a target to the proof
public record RestoredFiles(
    boolean alreadyInPlace,
    long create,
    long modify,
    long delete,
    List<String> proof,
    long downtimeMs) {
  public RestoredFiles {
    proof = List.copyOf(proof);
  }

  static RestoredFiles inPlace(List<String> proof) {
    return new RestoredFiles(true, 0, 0, 0, proof, 0);
  }

  static RestoredFiles changed(Tally counts, List<String> proof, long downtimeMs) {
    return new RestoredFiles(
        false, counts.create(), counts.modify(), counts.delete(), proof, downtimeMs);
  }
}
