package dev.rollback.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// The shape that JSON must have for a declared type; what it means is not looked at here.
enum Shape {
  LIST("a list", JsonNode::isArray),
  OBJECT("an object", JsonNode::isObject),
  TEXT("a text", JsonNode::isTextual),
  WHOLE_NUMBER("a whole number", JsonNode::isIntegralNumber),
  NUMBER("a number", JsonNode::isNumber),
  TRUTH("true or false", JsonNode::isBoolean);

  /// As a sentence says it.
  private final String words;

  private final Predicate<JsonNode> holds;

  Shape(String words, Predicate<JsonNode> holds) {
    this.words = words;
    this.holds = holds;
  }

  /// Does nothing where there is no value.
  ///
  /// @throws RollbackException `InvalidRequest` where the value is of another shape
  static void require(JsonNode value, Type declared, String path) {
    Shape shape = of(declared);
    if (!value.isMissingNode() && !value.isNull() && !shape.holds.test(value)) {
      throw new RollbackException(
          FailureType.INVALID_REQUEST,
          "Field \"%s\" must be %s, not %s."
              .formatted(RequestReader.cut(path), shape.words, given(value)));
    }
  }

  /// @throws RollbackException `InvalidRequest` where the request is no object
  static void requireRequest(JsonNode request) {
    if (!request.isObject()) {
      throw new RollbackException(
          FailureType.INVALID_REQUEST,
          "The request must be one JSON object, not %s.".formatted(given(request)));
    }
  }

  private static Shape of(Type declared) {
    if (declared instanceof ParameterizedType generic) {
      return of(generic.getRawType());
    }
    if (declared == List.class) {
      return LIST;
    }
    if (declared == String.class || (declared instanceof Class<?> plain && plain.isEnum())) {
      return TEXT;
    }
    if (declared == Boolean.class || declared == boolean.class) {
      return TRUTH;
    }
    if (declared == Double.class || declared == double.class) {
      return NUMBER;
    }
    if (declared == Map.class || (declared instanceof Class<?> plain && isObject(plain))) {
      return OBJECT;
    }
    return WHOLE_NUMBER;
  }

  private static boolean isObject(Class<?> plain) {
    return plain.isRecord() || plain.isInterface();
  }

  private static String given(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> LIST.words;
      case OBJECT, POJO -> OBJECT.words;
      case STRING, BINARY -> TEXT.words;
      case BOOLEAN -> TRUTH.words;
      case NUMBER -> value.isIntegralNumber() ? NUMBER.words : "a fraction";
      case NULL, MISSING -> "nothing";
    };
  }
}
