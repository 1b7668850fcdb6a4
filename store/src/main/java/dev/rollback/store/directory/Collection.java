package dev.rollback.store.directory;

import dev.rollback.store.CollectReport;
import dev.rollback.store.ContentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// One removal of what nobody owns.
///
/// It looks for candidates while others commit, and shuts commits out only to read the owners'
/// lists once more and delete. Writers hold their contents by names of their own, so deleting takes
/// nothing from them.
final class Collection {
  private final Layout layout;
  private final Presence presence;
  private final Instant before;
  private long contents;
  private long bytes;
  private long spared;

  /// @param before what was written later than this stays
  Collection(Layout layout, Presence presence, Instant before) {
    this.layout = layout;
    this.presence = presence;
    this.before = before;
  }

  CollectReport run() throws IOException {
    List<Path> candidates = unowned(new OwnerLists(layout).kept());
    if (!candidates.isEmpty()) {
      delete(takeOut(candidates));
    }
    var leftovers = new Leftovers(layout, presence.directory());
    leftovers.removeOlderThan(before);
    return new CollectReport(contents, bytes + leftovers.bytes(), leftovers.files(), spared);
  }

  private List<Path> unowned(Set<ContentId> kept) throws IOException {
    var candidates = new ArrayList<Path>();
    new StoredContents(layout)
        .visit(
            new StoredContents.Visitor() {
              @Override
              public void content(ContentId id, Path file) throws IOException {
                if (kept.contains(id)) {
                  return;
                }
                if (isYoung(file)) {
                  spared++;
                } else {
                  candidates.add(file);
                }
              }

              @Override
              public void stranger(Path path) {
                // Not ours to remove; a check reports it.
              }
            });
    return candidates;
  }

  /// Takes the candidates that are still unowned out of the store, once every release is durable:
  /// no crash may bring back an owner's list without its contents.
  private List<Path> takeOut(List<Path> candidates) throws IOException {
    var taken = new ArrayList<Path>();
    try (Gate.Passage _ = presence.gate().forCollection()) {
      DurableFiles.forceDirectory(layout.owners());
      Set<ContentId> kept = new OwnerLists(layout).kept();
      for (Path file : candidates) {
        if (!kept.contains(ContentId.parse(String.valueOf(file.getFileName()))) && !isYoung(file)) {
          Path aside = presence.fresh();
          DurableFiles.moveOver(file, aside);
          taken.add(aside);
        }
      }
    }
    return taken;
  }

  private void delete(List<Path> taken) throws IOException {
    for (Path file : taken) {
      bytes += Files.size(file);
      Files.delete(file);
      contents++;
    }
  }

  private boolean isYoung(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isAfter(before);
    } catch (NoSuchFileException removedByAnother) {
      return true;
    }
  }
}
