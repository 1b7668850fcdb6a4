package dev.rollback.files;

import java.time.Instant;
import java.util.Optional;

/// What `java.nio.file` does not give.
final class NioLimits {
  /// For the notes of every snapshot.
  static final String SENTENCE =
      """
      Captured by Java's own calls: extended attributes%s, ACLs, inode flags and holes are not in \
      this snapshot, and a file that a rollback replaces comes back without them; FIFOs, devices, \
      names and link targets that Java cannot spell, and times that it cannot set are left alone.\
      """
          .formatted(NioAttributes.GIVEN ? " but those of `user.`" : "");

  private NioLimits() {}

  static Optional<String> hindrance(TreeEntry entry) {
    if (NioNames.spelled(entry.bytes()).isEmpty()) {
      return Optional.of("has a name that Java cannot spell");
    }
    if (entry.kind() == FileKind.FIFO || entry.kind().device()) {
      return Optional.of("is a " + entry.kind().word());
    }
    if (entry.body() instanceof Body.Link(String target)
        && NioNames.spelled(Names.bytes(target)).isEmpty()) {
      return Optional.of("is a link whose target Java cannot spell");
    }
    return hindrance(entry.metadata());
  }

  static Optional<String> hindrance(Metadata metadata) {
    if (metadata.flags() != 0) {
      return Optional.of("has inode flags");
    }
    if (!metadata.attributes().keySet().stream().allMatch(NioAttributes::restorable)) {
      return Optional.of("has extended attributes or an ACL");
    }
    Instant time = Instant.ofEpochSecond(metadata.modifiedSeconds(), metadata.modifiedNanos());
    return NioStatus.settable(time)
        ? Optional.empty()
        : Optional.of("has a time that Java cannot set");
  }
}
