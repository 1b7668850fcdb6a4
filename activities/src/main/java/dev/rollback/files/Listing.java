package dev.rollback.files;

import dev.rollback.store.ContentId;
import dev.rollback.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Goes through a snapshot's entries in the order of their paths.
final class Listing {
  private static final int LONGEST_PIECE = 64 * 1024 * 1024;

  private final Snapshot snapshot;
  private final TreeReader reader;

  Listing(Snapshot snapshot, TreeReader reader) {
    this.snapshot = snapshot;
    this.reader = reader;
  }

  /// Every entry that is captured itself, a directory before what is in it.
  void forEach(Predicate<RawPath> enter, TreeWalk.Visitor visitor) {
    var _ =
        new TreeWalk(reader, enter)
            .beneath(
                RawPath.ROOT,
                snapshot.top(),
                (path, entry, self) ->
                    (self != null && !self.reach().itself()) || visitor.visit(path, entry, self));
  }

  List<CapturedFiles.CapturedFile> first(int most) {
    var files = new ArrayList<CapturedFiles.CapturedFile>();
    if (most > 0) {
      forEach(
          _ -> true,
          (path, entry, self) -> {
            if (entry.kind() != FileKind.UNCAPTURED) {
              files.add(file(path, entry, self));
            }
            return files.size() < most;
          });
    }
    return files;
  }

  CapturedFiles.CapturedFile file(RawPath path, TreeEntry entry, @Nullable DirectorySelf self) {
    Metadata metadata = self == null ? entry.metadata() : self.metadata();
    return new CapturedFiles.CapturedFile(
        path.toString(),
        entry.kind(),
        entry.body() instanceof Body.Content content ? Optional.of(sum(content)) : Optional.empty(),
        entry.size(),
        metadata.mode(),
        name(snapshot.users(), metadata.user()),
        name(snapshot.groups(), metadata.group()),
        metadata.modifiedSeconds());
  }

  private static String name(Map<Integer, String> names, int number) {
    return names.getOrDefault(number, Integer.toUnsignedString(number));
  }

  /// SHA-256 of all bytes; a file in several pieces is read for it.
  private ContentId sum(Body.Content content) {
    return switch (content.pieces()) {
      case Pieces.None _ -> ContentId.of(new byte[0]);
      case Pieces.Whole(ContentId id) -> id;
      case Pieces.Mapped _ -> {
        var digest = ContentId.sha256();
        try (InputStream bytes = stream(content)) {
          var buffer = new byte[128 * 1024];
          int count = bytes.read(buffer);
          while (count >= 0) {
            digest.update(buffer, 0, count);
            count = bytes.read(buffer);
          }
        } catch (StoreException e) {
          throw Failures.of(e);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        yield ContentId.ofDigest(digest.digest());
      }
    };
  }

  /// The bytes of a file, piece by piece.
  InputStream stream(Body.Content content) {
    return new PieceStream(FileMap.pieces(content, reader), reader.contents(), LONGEST_PIECE);
  }
}
