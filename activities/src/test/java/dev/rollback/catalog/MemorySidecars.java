package dev.rollback.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// Sidecars in memory, which a test may damage.
public final class MemorySidecars implements SidecarFiles {
  private final Map<String, byte[]> files = new ConcurrentSkipListMap<>();

  @Override
  public void write(String snapshotId, byte[] json) {
    files.put(snapshotId, json.clone());
  }

  @Override
  public Optional<byte[]> read(String snapshotId) {
    return Optional.ofNullable(files.get(snapshotId)).map(byte[]::clone);
  }

  @Override
  public List<String> list() {
    return List.copyOf(files.keySet());
  }

  @Override
  public void delete(String snapshotId) {
    files.remove(snapshotId);
  }
}
