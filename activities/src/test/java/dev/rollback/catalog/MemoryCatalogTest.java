package dev.rollback.catalog;

import java.time.Clock;

final class MemoryCatalogTest extends CatalogContract {
  @Override
  Catalog emptyCatalog(SidecarFiles files) {
    return new MemoryCatalog(files, Clock.systemUTC());
  }
}
