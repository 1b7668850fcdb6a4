package dev.rollback.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A statement that grows condition by condition, each with its parameter.
final class Query {
  private final StringBuilder sql;
  private final List<@Nullable Object> parameters = new ArrayList<>();
  private boolean conditional;

  @FunctionalInterface
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  private Query(String sql, @Nullable Object... parameters) {
    this.sql = new StringBuilder(sql);
    for (Object parameter : parameters) {
      this.parameters.add(parameter);
    }
  }

  static Query of(String sql, @Nullable Object... parameters) {
    return new Query(sql, parameters);
  }

  Query where(String condition, Object parameter) {
    whereTrue(condition);
    parameters.add(parameter);
    return this;
  }

  Query whereTrue(String condition) {
    sql.append(conditional ? " AND " : " WHERE ").append(condition);
    conditional = true;
    return this;
  }

  Query then(String clause, Object... more) {
    sql.append(' ').append(clause);
    parameters.addAll(List.of(more));
    return this;
  }

  <T> List<T> list(Connection connection, Row<T> row) throws SQLException {
    try (PreparedStatement statement = prepared(connection);
        ResultSet rows = statement.executeQuery()) {
      var found = new ArrayList<T>();
      while (rows.next()) {
        found.add(row.of(rows));
      }
      return found;
    }
  }

  <T> Optional<T> first(Connection connection, Row<T> row) throws SQLException {
    return list(connection, row).stream().findFirst();
  }

  long number(Connection connection) throws SQLException {
    return first(connection, row -> row.getLong(1)).orElseThrow();
  }

  /// @return how many rows were changed
  int change(Connection connection) throws SQLException {
    try (PreparedStatement statement = prepared(connection)) {
      return statement.executeUpdate();
    }
  }

  private PreparedStatement prepared(Connection connection) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql.toString());
    for (int index = 0; index < parameters.size(); index++) {
      statement.setObject(index + 1, parameters.get(index));
    }
    return statement;
  }
}
