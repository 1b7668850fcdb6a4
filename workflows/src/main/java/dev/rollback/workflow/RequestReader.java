package dev.rollback.workflow;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.Request;
import dev.rollback.contract.RollbackException;
import dev.rollback.contract.RollbackType;
import dev.rollback.contract.SnapshotSpec;
import java.io.IOException;
import java.util.Collection;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads requests strictly: an unknown, repeated or ill-typed field is refused by name.
///
/// Every refusal is a [RollbackException] of type `InvalidRequest`, or `UnsupportedType` where the
/// type of a snapshot is not one of ours.
public final class RequestReader {
  private static final ObjectMapper STRICT = strictMapper();
  private static final int LONGEST_REASON = 300;

  /// A snapshot's record repeats its request twice, and a payload of Temporal's holds 2 MiB.
  private static final int LONGEST_REQUEST = 512 * 1024;

  private RequestReader() {}

  /// A request from JSON text; the JSON `null` gives null.
  public static <T extends Request> @Nullable T read(byte[] json, Class<T> type) {
    try {
      requireShort(json);
      JsonNode request = STRICT.readTree(json);
      KnownFields.require(request, type);
      return STRICT.readValue(json, type);
    } catch (IOException e) {
      throw refusal(e);
    }
  }

  /// Maps, lists and values from JSON text, each field given once; the JSON `null` gives null.
  static @Nullable Object dictionary(byte[] json) {
    try {
      requireShort(json);
      return STRICT.readValue(json, Object.class);
    } catch (IOException e) {
      throw refusal(e);
    }
  }

  private static void requireShort(byte[] json) {
    if (json.length > LONGEST_REQUEST) {
      throw new RollbackException(
          FailureType.INVALID_REQUEST,
          "The request has %d bytes; at most %d are taken. Name directories or globs rather than"
                  .formatted(json.length, LONGEST_REQUEST)
              + " single files, or ask several times.");
    }
  }

  /// A request from the maps, lists and values that JSON or YAML was read into.
  public static <T extends Request> T convert(Object value, Class<T> type) {
    try {
      return Objects.requireNonNull(read(STRICT.writeValueAsBytes(value), type));
    } catch (IOException e) {
      throw refusal(e);
    }
  }

  private static ObjectMapper strictMapper() {
    return JsonMapper.builder()
        .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(LogicalType.Textual, RequestReader::refuseEverything)
        .withCoercionConfig(LogicalType.Enum, RequestReader::refuseEverything)
        .build();
  }

  private static void refuseEverything(
      com.fasterxml.jackson.databind.cfg.MutableCoercionConfig config) {
    for (CoercionInputShape shape :
        new CoercionInputShape[] {
          CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean
        }) {
      config.setCoercion(shape, CoercionAction.Fail);
    }
  }

  private static RollbackException refusal(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof RollbackException own) {
        return own;
      }
    }
    return switch (e) {
      case UnrecognizedPropertyException unknown -> unknownField(unknown);
      case InvalidTypeIdException unknown -> unknownType(unknown);
      case JsonMappingException mapping -> illTyped(mapping);
      case JsonProcessingException syntax ->
          invalid("The request is not valid JSON: " + reason(syntax) + ".", syntax);
      default -> invalid("The request cannot be read.", e);
    };
  }

  private static RollbackException unknownField(UnrecognizedPropertyException e) {
    Collection<Object> known = Objects.requireNonNullElse(e.getKnownPropertyIds(), new TreeSet<>());
    return invalid(
        "Unknown field \"%s\"; known there: %s."
            .formatted(
                cut(path(e)),
                known.stream().map(Object::toString).sorted().collect(Collectors.joining(", "))),
        e);
  }

  private static RollbackException unknownType(InvalidTypeIdException e) {
    String given = e.getTypeId();
    if (SnapshotSpec.class.isAssignableFrom(e.getBaseType().getRawClass())) {
      return given == null
          ? invalid("type is missing; use one of %s.".formatted(RollbackType.supported()), e)
          : unsupported(given, e);
    }
    String known =
        String.valueOf(e.getOriginalMessage()).replaceFirst("(?s).*known type ids = ", "");
    return invalid(
        "Unknown %s \"%s\"; known are %s."
            .formatted(
                path(e).isEmpty() ? "type" : path(e) + " type",
                cut(String.valueOf(given)),
                cut(known.replaceFirst("(?s)\\].*", "]"))),
        e);
  }

  private static RollbackException unsupported(String given, Exception e) {
    return new RollbackException(
        FailureType.UNSUPPORTED_TYPE,
        "Type \"%s\" is not supported; use one of %s."
            .formatted(cut(given), RollbackType.supported()),
        e);
  }

  private static RollbackException illTyped(JsonMappingException e) {
    String message = String.valueOf(e.getOriginalMessage());
    if (message.startsWith("Missing external type id")) {
      return invalid("type is missing; use one of %s.".formatted(RollbackType.supported()), e);
    }
    if (message.startsWith("Missing property 'config'")) {
      return invalid("config is missing; say what to capture.", e);
    }
    String where = path(e);
    return invalid(
        where.isEmpty()
            ? "The request is not the JSON object that is expected: %s.".formatted(reason(e))
            : "Field \"%s\" has a value of the wrong kind: %s.".formatted(cut(where), reason(e)),
        e);
  }

  private static RollbackException invalid(String sentence, Exception e) {
    return new RollbackException(FailureType.INVALID_REQUEST, sentence, e);
  }

  /// Where in the request, as `validation.tests[0].path`.
  private static String path(JsonMappingException e) {
    var path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() != null) {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      } else if (step.getIndex() >= 0) {
        path.append('[').append(step.getIndex()).append(']');
      }
    }
    return path.toString();
  }

  /// The parser's words without class names and without the input.
  private static String reason(JsonProcessingException e) {
    String words = String.valueOf(e.getOriginalMessage()).replaceFirst("(?s)\n.*", "");
    return cut(words.replaceAll("`[a-z]+(\\.[A-Za-z_$]+)*\\.([A-Za-z$]+)[^`]*`", "$2"));
  }

  static String cut(String text) {
    String shown =
        text.codePoints()
            .filter(point -> !Character.isISOControl(point))
            .limit(LONGEST_REASON)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return shown.length() < text.length() && shown.length() >= LONGEST_REASON ? shown + "…" : shown;
  }
}
