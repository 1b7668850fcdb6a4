package dev.rollback.files;

import java.nio.charset.StandardCharsets;
import java.util.SortedMap;

/// Gives an open entry its metadata: owner first, because that clears set-id bits and capabilities,
/// then mode, then attributes and ACLs, the time last.
final class MetadataWriter {
  private final OperatingSystem system;

  MetadataWriter(OperatingSystem system) {
    this.system = system;
  }

  void apply(Descriptor entry, Metadata wanted) throws SystemFailure {
    FileStatus status = system.status(entry);
    SortedMap<String, byte[]> present = system.attributes(entry);
    if (Metadata.of(status, present).equals(wanted)) {
      return;
    }
    if (status.user() != wanted.user() || status.group() != wanted.group()) {
      system.setOwner(entry, wanted.user(), wanted.group());
    }
    for (String name : present.keySet()) {
      if (Metadata.restorable(name) && !wanted.attributes().containsKey(name)) {
        system.removeAttribute(entry, name);
      }
    }
    if (status.kind() != FileKind.SYMLINK) {
      system.setMode(entry, wanted.mode());
    }
    for (var attribute : wanted.attributes().entrySet()) {
      system.setAttribute(
          entry, attribute.getKey(), attribute.getValue().getBytes(StandardCharsets.ISO_8859_1));
    }
    system.setModified(entry, wanted.modifiedSeconds(), wanted.modifiedNanos());
  }
}
