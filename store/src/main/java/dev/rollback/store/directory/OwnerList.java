package dev.rollback.store.directory;

import dev.rollback.store.ContentId;
import dev.rollback.store.Owner;
import dev.rollback.store.StoreException;
import dev.rollback.store.StoreException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// An owner and all that it keeps, as the text of one file:
///
/// ```
/// rollback-owner 1 deployment_v1.2.3/members/web 2 (content id, one a line, in order) (SHA-256 of
/// all lines above)
/// ```
record OwnerList(Owner owner, SortedSet<ContentId> contents) {
  private static final String HEAD = "rollback-owner 1";
  private static final int LINES_AROUND = 4;

  OwnerList {
    contents = Collections.unmodifiableSortedSet(new TreeSet<>(contents));
  }

  byte[] encode() {
    StringBuilder text = new StringBuilder((contents.size() + LINES_AROUND) * 65);
    text.append(HEAD).append('\n').append(owner).append('\n').append(contents.size()).append('\n');
    contents.forEach(content -> text.append(content).append('\n'));
    byte[] lines = text.toString().getBytes(StandardCharsets.US_ASCII);
    return text.append(ContentId.of(lines))
        .append('\n')
        .toString()
        .getBytes(StandardCharsets.US_ASCII);
  }

  /// Reads a list back, or throws CORRUPT when any bit of it is changed.
  ///
  /// @param file name of the list's file, for the message
  static OwnerList decode(String file, byte[] bytes) throws StoreException {
    int end = bytes.length - ContentId.LENGTH - 1;
    if (end < 0) {
      throw damaged(file);
    }
    String text = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
    String sum = new String(bytes, end, ContentId.LENGTH + 1, StandardCharsets.ISO_8859_1);
    byte[] above = Arrays.copyOf(bytes, end);
    if (!sum.equals(ContentId.of(above).hex() + "\n")) {
      throw damaged(file);
    }
    return parse(file, text.lines().toList());
  }

  private static OwnerList parse(String file, List<String> lines) throws StoreException {
    if (lines.size() < LINES_AROUND - 1 || !lines.get(0).equals(HEAD)) {
      throw new StoreException(
          Kind.UNKNOWN_FORMAT,
          "The owner list " + file + " is not of format 1, which this version reads. Upgrade.");
    }
    try {
      var contents = new TreeSet<ContentId>();
      lines.subList(3, lines.size()).forEach(line -> contents.add(ContentId.parse(line)));
      if (contents.size() != Integer.parseInt(lines.get(2))) {
        throw damaged(file);
      }
      return new OwnerList(new Owner(lines.get(1)), contents);
    } catch (IllegalArgumentException malformed) {
      throw damaged(file);
    }
  }

  static StoreException damaged(String file) {
    return new StoreException(
        Kind.CORRUPT,
        "The owner list "
            + file
            + " is damaged, so what its owner keeps is not known and nothing is removed from the"
            + " store. Take that owner's snapshot again, or release the owner.");
  }
}
