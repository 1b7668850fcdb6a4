package dev.rollback.worker.cli.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.contract.Request;
import dev.rollback.contract.RollbackException;
import dev.rollback.workflow.RequestReader;

/// Reads a document as a request, as strictly as the worker will: a misspelt field is found before
/// anything is started.
public final class RequestDocument {
  private RequestDocument() {}

  /// @param name what the document is called in errors
  /// @throws UsageError naming the document and the field
  public static <T extends Request> T read(String name, JsonNode document, Class<T> type) {
    if (!document.isObject()) {
      throw new UsageError(name + " must be an object with named fields.");
    }
    try {
      return RequestReader.convert(document, type);
    } catch (RollbackException e) {
      throw new UsageError(name + ": " + e.sentence(), e);
    }
  }
}
