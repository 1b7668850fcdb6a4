package dev.rollback.worker.cli.request;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A document of JSON or YAML from a file or standard input (`-`): plain values only, no key
/// twice.
public final class RequestFile {
  private static final int LARGEST = 4 << 20;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private RequestFile() {}

  /// @throws UsageError naming the file and the place in it
  public static JsonNode read(String name, Path directory, InputStream standardInput) {
    String text = text(name, directory, standardInput);
    String shown = name.equals("-") ? "standard input" : name;
    return parse(shown, text);
  }

  /// @param name what the text is called in errors
  public static JsonNode parse(String name, String text) {
    if (text.isBlank()) {
      throw new UsageError(name + " is empty.");
    }
    boolean mayBeJson = text.stripLeading().startsWith("{") || text.stripLeading().startsWith("[");
    if (mayBeJson) {
      try {
        return JSON.readTree(text);
      } catch (JsonProcessingException e) {
        if (name.endsWith(".json")) {
          throw bad(name, "JSON", e);
        }
      }
    }
    return yaml(name, text);
  }

  private static UsageError bad(String name, String format, JsonProcessingException e) {
    JsonLocation place = e.getLocation();
    String where =
        place == null
            ? ""
            : " (line %d, column %d)".formatted(place.getLineNr(), place.getColumnNr());
    String reason = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
    return new UsageError("%s is not %s: %s%s.".formatted(name, format, reason, where), e);
  }

  private static JsonNode yaml(String name, String text) {
    try {
      return YAML.readTree(text);
    } catch (JsonProcessingException e) {
      throw bad(name, "YAML", e);
    }
  }

  private static String text(String name, Path directory, InputStream standardInput) {
    try (InputStream in = open(name, directory, standardInput)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new UsageError(name + " is larger than 4 MiB, which no request is.");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException _) {
      throw new UsageError("There is no file " + name + ".");
    } catch (CharacterCodingException e) {
      throw new UsageError(name + " is not UTF-8 text.", e);
    } catch (IOException e) {
      throw new UsageError("Cannot read %s: %s.".formatted(name, e.getMessage()), e);
    }
  }

  private static InputStream open(String name, Path directory, InputStream standardInput)
      throws IOException {
    return name.equals("-") ? standardInput : Files.newInputStream(directory.resolve(name));
  }
}
