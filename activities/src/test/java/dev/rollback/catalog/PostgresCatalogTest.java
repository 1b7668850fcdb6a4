package dev.rollback.catalog;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

final class PostgresCatalogTest extends CatalogContract {
  private final List<CatalogDatabase> databases = new ArrayList<>();

  @Override
  Catalog emptyCatalog(SidecarFiles files) {
    CatalogDatabase database = Postgres.migrated();
    databases.add(database);
    return new PostgresCatalog(database.dataSource(), files);
  }

  @AfterEach
  void closePools() {
    databases.forEach(CatalogDatabase::close);
  }
}
