package dev.rollback.files;

import dev.rollback.store.NodeId;
import dev.rollback.store.StoreException;
import dev.rollback.store.WritingLane;
import java.util.List;

/// Makes of a snapshot one whose files belong beneath another directory: what was at `/srv/www`
/// comes to `<to>/srv/www`. Only the directories that lead to what was captured are written anew.
final class Beside {
  private static final int USUAL_MODE = 0755;

  private final OperatingSystem system;
  private final TreeReader reader;
  private final WritingLane lane;
  private final long time;

  /// @param time of directories of which nothing is known, epoch seconds
  Beside(OperatingSystem system, TreeReader reader, WritingLane lane, long time) {
    this.time = time;
    this.system = system;
    this.reader = reader;
    this.lane = lane;
  }

  /// @param to an absolute directory
  /// @return the top of the other tree
  NodeId rebased(NodeId top, RawPath to) throws StoreException {
    NodeId node = leading(top);
    for (byte[] name : Names.split(to.bytes()).reversed()) {
      var above = new DirectoryDraft(DirectorySelf.UNKNOWN);
      add(above, TreeEntry.directory(Names.latin(name), new Body.Directory(node)));
      node = above.write(lane);
    }
    return node;
  }

  private void add(DirectoryDraft draft, TreeEntry entry) throws StoreException {
    var _ = draft.add(entry, lane);
  }

  /// A directory on the way: it is made where it is missing, with the metadata that are known.
  private NodeId leading(NodeId node) throws StoreException {
    TreeReader.Cursor cursor = reader.entries(node);
    if (cursor.self().reach().itself()) {
      return node;
    }
    var draft = new DirectoryDraft(new DirectorySelf(Reach.WAY, metadata(cursor.self()), null));
    while (cursor.hasNext()) {
      TreeEntry entry = cursor.next();
      if (entry.body() instanceof Body.Directory(NodeId in)) {
        if (reader.entries(in).self().reach() != Reach.GONE) {
          add(draft, TreeEntry.directory(entry.name(), new Body.Directory(leading(in))));
        }
      } else if (entry.isThere() && entry.kind() != FileKind.MOUNT) {
        add(draft, entry);
      }
    }
    return draft.write(lane);
  }

  private Metadata metadata(DirectorySelf self) {
    if (self.reach() == Reach.WAY) {
      return self.metadata();
    }
    Metadata usual = Metadata.NONE;
    return new Metadata(USUAL_MODE, system.user(), system.group(), time, 0, 0, usual.attributes());
  }

  /// Where the paths come to.
  static List<RawPath> rebased(List<RawPath> paths, RawPath to) {
    return paths.stream()
        .map(
            path -> {
              RawPath at = to;
              for (byte[] name : Names.split(path.bytes())) {
                at = at.child(name);
              }
              return at;
            })
        .toList();
  }
}
