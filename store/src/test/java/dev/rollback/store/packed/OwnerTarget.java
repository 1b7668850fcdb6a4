package dev.rollback.store.packed;

import dev.rollback.store.Bytes;
import dev.rollback.store.ContentId;
import dev.rollback.store.NodeId;
import dev.rollback.store.Owner;
import dev.rollback.store.fuzz.FuzzTarget;
import java.util.List;

/// The plain bytes of an owner's list.
public final class OwnerTarget implements FuzzTarget {
  @Override
  public void read(byte[] bytes) {
    OwnerList.decode(bytes);
  }

  @Override
  public List<byte[]> seeds() {
    ContentId content = ContentId.of(Bytes.text("a"));
    var owner = new Owner("deployment_v1.2.3/members/web");
    return List.of(
        new OwnerList(owner, List.of(new NodeId(content.sum())), List.of(content)).encode(),
        new OwnerList(new Owner("a"), List.<NodeId>of(), List.of()).encode());
  }
}
