package dev.rollback.layer;

import dev.rollback.contract.RollbackType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The layers that this worker serves, by type.
public final class Layers {
  private final Map<RollbackType, Layer<?>> byType = new EnumMap<>(RollbackType.class);

  public Layers(List<Layer<?>> layers) {
    layers.forEach(layer -> byType.put(layer.type(), layer));
  }

  public Optional<Layer<?>> of(RollbackType type) {
    return Optional.ofNullable(byType.get(type));
  }

  public List<Layer<?>> all() {
    return List.copyOf(byType.values());
  }
}
