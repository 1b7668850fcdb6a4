package dev.rollback.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/// Asks whether everything that the snapshots need is in the store, and whole.
///
/// @param readData whether every byte is read and compared with its hash; default false
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CheckStoreRequest(@Nullable Boolean readData) implements Request {
  public boolean readsData() {
    return readData != null && readData;
  }
}
