package dev.rollback.workflow;

import com.google.protobuf.ByteString;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.Request;
import dev.rollback.contract.RollbackException;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.payload.context.SerializationContext;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The worker's data converter: Temporal's default JSON, except that a [Request] is read strictly
/// and a
/// request that cannot be read ends the workflow at once, with `InvalidRequest` and the field's
/// name.
///
/// Callers need nothing of it: what it writes, and what it reads, is the default converter's.
public final class RequestDataConverter implements DataConverter {
  private final DataConverter delegate;

  public RequestDataConverter() {
    this(DefaultDataConverter.newDefaultInstance());
  }

  private RequestDataConverter(DataConverter delegate) {
    this.delegate = delegate;
  }

  @Override
  public <T> Optional<Payload> toPayload(T value) {
    return delegate.toPayload(value);
  }

  @Override
  public <T> @Nullable T fromPayload(Payload payload, Class<T> valueClass, Type valueType) {
    return Request.class.isAssignableFrom(valueClass)
        ? valueClass.cast(request(payload, valueClass.asSubclass(Request.class)))
        : delegate.fromPayload(payload, valueClass, valueType);
  }

  @Override
  public Optional<Payloads> toPayloads(Object... values) {
    return delegate.toPayloads(values);
  }

  @Override
  public <T> @Nullable T fromPayloads(
      int index, Optional<Payloads> content, Class<T> valueClass, Type valueType) {
    if (!Request.class.isAssignableFrom(valueClass)) {
      return delegate.fromPayloads(index, content, valueClass, valueType);
    }
    return content.isEmpty() || index >= content.get().getPayloadsCount()
        ? valueClass.cast(null)
        : fromPayload(content.get().getPayloads(index), valueClass, valueType);
  }

  @Override
  public Object[] fromPayloads(
      Optional<Payloads> content, Class<?>[] parameterTypes, Type[] genericParameterTypes) {
    refuseSurplus(content, parameterTypes);
    return DataConverter.super.fromPayloads(content, parameterTypes, genericParameterTypes);
  }

  @Override
  public DataConverter withContext(SerializationContext context) {
    return new RequestDataConverter(delegate.withContext(context));
  }

  private static void refuseSurplus(Optional<Payloads> content, Class<?>[] parameterTypes) {
    boolean takesRequest = Arrays.stream(parameterTypes).anyMatch(Request.class::isAssignableFrom);
    if (takesRequest
        && content.isPresent()
        && content.get().getPayloadsCount() > parameterTypes.length) {
      throw Failures.of(
          new RollbackException(
              FailureType.INVALID_REQUEST,
              "One request is expected, %d were given."
                  .formatted(content.get().getPayloadsCount())));
    }
  }

  private static @Nullable Request request(Payload payload, Class<? extends Request> type) {
    try {
      String encoding = payload.getMetadataOrDefault("encoding", ByteString.EMPTY).toStringUtf8();
      return switch (encoding) {
        case "json/plain" -> RequestReader.read(payload.getData().toByteArray(), type);
        case "binary/null" -> null;
        default ->
            throw new RollbackException(
                FailureType.INVALID_REQUEST,
                "The request's encoding \"%s\" is not JSON; send json/plain.".formatted(encoding));
      };
    } catch (RollbackException e) {
      throw Failures.of(e);
    }
  }
}
