package dev.rollback.store.pack;

import dev.rollback.store.StoreException;
import dev.rollback.store.blob.BlobStatus;
import dev.rollback.store.blob.Blobs;
import dev.rollback.store.seal.BlobCipher;
import dev.rollback.store.seal.BlobHeader;
import dev.rollback.store.seal.BlobId;
import dev.rollback.store.seal.BlobKind;
import dev.rollback.store.seal.MasterKey;
import dev.rollback.store.seal.SealedBlob;

/// Reads what packs say of themselves.
public final class PackReader {
  private final Blobs blobs;
  private final MasterKey master;

  public PackReader(Blobs blobs, MasterKey master) {
    this.blobs = blobs;
    this.master = master;
  }

  /// The directory of a pack whose header, frames' lengths, directory and trailer fill it exactly.
  ///
  /// @throws StoreException CORRUPT when they do not, MISSING when the pack is gone
  public PackDirectory directory(BlobStatus pack) throws StoreException {
    BlobId id = PackFormat.id(pack.name());
    if (pack.length() < BlobHeader.LENGTH + PackFormat.TRAILER) {
      throw damaged(pack, "it is cut off");
    }
    byte[] start = new byte[BlobHeader.LENGTH];
    blobs.read(pack.name(), 0, start, 0, start.length);
    if (!SealedBlob.header(blobs, BlobKind.PACK, pack.name(), start).salt().equals(id)) {
      throw damaged(pack, "it has the header of another");
    }
    byte[] trailer = new byte[PackFormat.TRAILER];
    blobs.read(pack.name(), pack.length() - trailer.length, trailer, 0, trailer.length);
    var end = new ByteReader(trailer, 0, trailer.length);
    long sealed = end.number(8);
    int frames = (int) end.number(4);
    if (end.number(4) != PackFormat.END) {
      throw damaged(pack, "it is cut off");
    }
    return checked(pack, decode(pack, id, frames, sealed), sealed);
  }

  private PackDirectory decode(BlobStatus pack, BlobId id, int frames, long sealed)
      throws StoreException {
    long from = pack.length() - PackFormat.TRAILER - sealed;
    if (sealed < 0
        || from < BlobHeader.LENGTH
        || sealed > BlobCipher.sealedLength(PackFormat.LONGEST_DIRECTORY)) {
      throw damaged(pack, "its trailer is wrong");
    }
    byte[] bytes = new byte[(int) sealed];
    blobs.read(pack.name(), from, bytes, 0, bytes.length);
    var cipher = new BlobCipher(master);
    cipher.turnTo(PackFormat.header(id), pack.name());
    byte[] plain = new byte[bytes.length];
    int length = cipher.open(BlobCipher.LAST_RUN, bytes, 0, bytes.length, plain, 0);
    if (length < 0) {
      throw damaged(pack, "the seal of its directory is broken");
    }
    try {
      return PackDirectory.decode(id, frames, plain, length);
    } catch (IllegalArgumentException malformed) {
      throw damaged(pack, "in its directory, " + malformed.getMessage());
    }
  }

  private PackDirectory checked(BlobStatus pack, PackDirectory directory, long sealed)
      throws StoreException {
    if (directory.endOfFrames() + sealed + PackFormat.TRAILER != pack.length()) {
      throw damaged(pack, "its frames do not fill it");
    }
    return directory;
  }

  private StoreException damaged(BlobStatus pack, String why) {
    return SealedBlob.damaged(blobs, BlobKind.PACK, pack.name(), why);
  }
}
