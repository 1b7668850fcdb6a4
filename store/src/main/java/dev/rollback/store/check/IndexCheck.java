package dev.rollback.store.check;

import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import dev.rollback.store.index.IndexCursor;
import dev.rollback.store.index.IndexFile;
import dev.rollback.store.index.IndexView;
import java.util.ArrayList;
import java.util.List;

/// Which index files can be read to their end.
///
/// @param view what the index says
/// @param whole those that can
/// @param damages what is wrong with the others
public record IndexCheck(IndexView view, List<IndexFile> whole, List<StoreException> damages) {
  public IndexCheck {
    whole = List.copyOf(whole);
    damages = List.copyOf(damages);
  }

  /// Reads all entries of all files.
  ///
  /// @throws StoreException MISSING when another made one file of several meanwhile
  public static IndexCheck of(IndexView view) throws StoreException {
    var whole = new ArrayList<IndexFile>();
    var damages = new ArrayList<>(view.damages());
    for (IndexFile file : view.files()) {
      try {
        IndexCursor at = view.cursor(file);
        while (at.next()) {
          at.location();
        }
        whole.add(file);
      } catch (StoreException trouble) {
        if (trouble.kind() != Kind.CORRUPT) {
          throw trouble;
        }
        damages.add(trouble);
      }
    }
    return new IndexCheck(view, whole, damages);
  }
}
