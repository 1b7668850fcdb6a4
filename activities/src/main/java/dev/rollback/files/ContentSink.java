package dev.rollback.files;

import dev.rollback.store.ContentId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;

/// Takes the content of each regular file that a scan reads, and names it.
@FunctionalInterface
interface ContentSink {
  /// Names contents and keeps nothing.
  ContentSink HASHING =
      content -> {
        try (var digesting = new DigestInputStream(content, ContentId.sha256())) {
          digesting.transferTo(OutputStream.nullOutputStream());
          return ContentId.ofDigest(digesting.getMessageDigest().digest());
        }
      };

  ContentId take(InputStream content) throws IOException;
}
