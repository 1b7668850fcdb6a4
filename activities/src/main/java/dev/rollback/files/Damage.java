package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.store.ContentId;
import dev.rollback.store.NodeId;
import java.util.Set;

/// Whether a file suffers from damage in the store.
final class Damage {
  private Damage() {}

  /// @param damaged contents and nodes in hexadecimal
  static boolean touches(Body.Content content, Set<String> damaged, TreeReader reader) {
    return switch (content.pieces()) {
      case Pieces.None _ -> false;
      case Pieces.Whole(ContentId id) -> damaged.contains(id.hex());
      case Pieces.Mapped(NodeId map) ->
          damaged.contains(map.hex()) || pieces(content, damaged, reader);
    };
  }

  private static boolean pieces(Body.Content content, Set<String> damaged, TreeReader reader) {
    try {
      return FileMap.pieces(content, reader).stream()
          .map(FileMap.Piece::content)
          .anyMatch(id -> id != null && damaged.contains(id.hex()));
    } catch (RollbackException e) {
      if (e.type() == FailureType.SNAPSHOT_CORRUPT) {
        return true;
      }
      throw e;
    }
  }
}
