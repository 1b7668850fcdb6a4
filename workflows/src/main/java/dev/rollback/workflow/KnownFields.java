package dev.rollback.workflow;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.SnapshotSpec;
import dev.rollback.contract.TypedByNeighbour;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Refuses fields that a request does not know, and values of the wrong shape, before anything is
/// made of them: a misspelt name is told as that, not as the right name's absence, and each refusal
/// has the field's whole path.
final class KnownFields {
  private static final SnakeCaseStrategy NAMES = new SnakeCaseStrategy();

  private KnownFields() {}

  /// @throws RollbackException `InvalidRequest` for the first field that is unknown or ill-shaped
  static void require(JsonNode request, Class<?> type) {
    if (!request.isNull() && !request.isMissingNode()) {
      Shape.requireRequest(request);
      record(request, type, "", Set.of());
    }
  }

  private static void record(JsonNode node, Class<?> type, String path, Set<String> besides) {
    if (!node.isObject() || !type.isRecord()) {
      return;
    }
    Set<String> known = new TreeSet<>(besides);
    for (RecordComponent component : type.getRecordComponents()) {
      known.add(NAMES.translate(component.getName()));
      if (component.isAnnotationPresent(TypedByNeighbour.class)) {
        known.add("type");
      }
    }
    node.fieldNames().forEachRemaining(name -> requireKnown(name, known, path));
    for (RecordComponent component : type.getRecordComponents()) {
      String name = NAMES.translate(component.getName());
      JsonNode value = node.path(name);
      value(value, component.getGenericType(), node, path + name);
    }
  }

  private static void requireKnown(String name, Set<String> known, String path) {
    if (!known.contains(name)) {
      throw new RollbackException(
          FailureType.INVALID_REQUEST,
          "Unknown field \"%s\"; known there: %s."
              .formatted(RequestReader.cut(path + name), String.join(", ", known)));
    }
  }

  private static void value(JsonNode node, Type type, JsonNode neighbours, String path) {
    Shape.require(node, type, path);
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      for (int i = 0; i < node.size(); i++) {
        JsonNode element = node.path(i);
        value(element, list.getActualTypeArguments()[0], element, path + "[" + i + "]");
      }
    } else if (type instanceof Class<?> plain) {
      object(node, plain, neighbours, path + ".");
    }
  }

  private static void object(JsonNode node, Class<?> type, JsonNode neighbours, String path) {
    if (type == SnapshotSpec.class) {
      subtype(TypedByNeighbour.class, neighbours)
          .ifPresent(actual -> record(node, actual, path, Set.of()));
    } else if (type.isAnnotationPresent(JsonSubTypes.class)) {
      requireType(node, type, path);
      subtype(type, node).ifPresent(actual -> record(node, actual, path, Set.of("type")));
    } else {
      record(node, type, path, Set.of());
    }
  }

  private static void requireType(JsonNode node, AnnotatedElement declared, String path) {
    if (!node.isObject()) {
      return;
    }
    Shape.require(node.path("type"), String.class, path + "type");
    if (!node.path("type").isTextual()) {
      throw new RollbackException(
          FailureType.INVALID_REQUEST,
          "%stype is missing; use one of %s."
              .formatted(
                  RequestReader.cut(path),
                  Arrays.stream(declared.getAnnotation(JsonSubTypes.class).value())
                      .map(JsonSubTypes.Type::name)
                      .sorted()
                      .collect(Collectors.joining(", "))));
    }
  }

  /// The record that a `type` names; empty for an unknown one, which is told elsewhere.
  private static Optional<Class<?>> subtype(AnnotatedElement declared, JsonNode typed) {
    String name = typed.path("type").asText();
    for (JsonSubTypes.Type each : declared.getAnnotation(JsonSubTypes.class).value()) {
      if (each.name().equals(name)) {
        return Optional.of(each.value());
      }
    }
    return Optional.empty();
  }
}
