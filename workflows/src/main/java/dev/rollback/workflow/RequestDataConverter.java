package dev.rollback.workflow;

import com.google.protobuf.ByteString;
import dev.rollback.contract.FailureType;
import dev.rollback.contract.Request;
import dev.rollback.contract.RollbackException;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.payload.codec.ChainCodec;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.codec.PayloadCodecException;
import io.temporal.payload.context.SerializationContext;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The worker's data converter: Temporal's default JSON, except that a [Request] is read strictly
/// and a request that cannot be read ends the workflow at once, with `InvalidRequest` and the
/// field's name.
///
/// Callers need nothing of it: what it writes, and what it reads, is the default converter's.
///
/// What is read as an `Object` is the reference's dictionary: read as strictly, and where it cannot
/// be, an [Unreadable], so that the workflow can answer it.
public final class RequestDataConverter implements DataConverter {
  private final DataConverter delegate;
  private final ChainCodec codecs;

  public RequestDataConverter() {
    this(List.of());
  }

  /// @param codecs what payloads pass through after the conversion, last to first; failures'
  /// messages and stack traces pass through it, too. A request that they cannot decode is an
  /// `InvalidRequest`.
  public RequestDataConverter(List<PayloadCodec> codecs) {
    this(
        codecs.isEmpty()
            ? DefaultDataConverter.newDefaultInstance()
            : new CodecDataConverter(DefaultDataConverter.newDefaultInstance(), codecs, true),
        new ChainCodec(codecs));
  }

  private RequestDataConverter(DataConverter delegate, ChainCodec codecs) {
    this.delegate = delegate;
    this.codecs = codecs;
  }

  @Override
  public <T> Optional<Payload> toPayload(T value) {
    return delegate.toPayload(value);
  }

  @Override
  public <T> @Nullable T fromPayload(Payload payload, Class<T> valueClass, Type valueType) {
    if (valueClass == Object.class) {
      return valueClass.cast(dictionary(payload));
    }
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
    if (!Request.class.isAssignableFrom(valueClass) && valueClass != Object.class) {
      return delegate.fromPayloads(index, content, valueClass, valueType);
    }
    return content.isEmpty() || index >= content.get().getPayloadsCount()
        ? valueClass.cast(null)
        : fromPayload(content.get().getPayloads(index), valueClass, valueType);
  }

  @Override
  public Object[] fromPayloads(
      Optional<Payloads> content, Class<?>[] parameterTypes, Type[] genericParameterTypes) {
    if (surplus(content, parameterTypes)) {
      RollbackException why =
          new RollbackException(
              FailureType.INVALID_REQUEST,
              "One request is expected, %d were given."
                  .formatted(content.orElseThrow().getPayloadsCount()));
      if (parameterTypes[0] == Object.class) {
        return new Object[] {new Unreadable(why)};
      }
      throw Failures.of(why);
    }
    return DataConverter.super.fromPayloads(content, parameterTypes, genericParameterTypes);
  }

  @Override
  public DataConverter withContext(SerializationContext context) {
    return new RequestDataConverter(delegate.withContext(context), codecs);
  }

  @Override
  public Failure exceptionToFailure(Throwable throwable) {
    return delegate.exceptionToFailure(throwable);
  }

  @Override
  public RuntimeException failureToException(Failure failure) {
    return delegate.failureToException(failure);
  }

  private static boolean surplus(Optional<Payloads> content, Class<?>[] parameterTypes) {
    boolean takesRequest =
        Arrays.stream(parameterTypes)
            .anyMatch(each -> Request.class.isAssignableFrom(each) || each == Object.class);
    return takesRequest
        && content.isPresent()
        && content.get().getPayloadsCount() > parameterTypes.length;
  }

  private @Nullable Object dictionary(Payload payload) {
    try {
      byte[] json = json(payload);
      return json == null ? null : RequestReader.dictionary(json);
    } catch (RollbackException e) {
      return new Unreadable(e);
    }
  }

  private @Nullable Request request(Payload payload, Class<? extends Request> type) {
    try {
      byte[] json = json(payload);
      return json == null ? null : RequestReader.read(json, type);
    } catch (RollbackException e) {
      throw Failures.of(e);
    }
  }

  /// The JSON that a payload holds, or null for one that holds nothing.
  private byte @Nullable [] json(Payload given) {
    Payload payload = decoded(given);
    String encoding = payload.getMetadataOrDefault("encoding", ByteString.EMPTY).toStringUtf8();
    return switch (encoding) {
      case "json/plain" -> payload.getData().toByteArray();
      case "binary/null" -> null;
      case "binary/encrypted" ->
          throw new RollbackException(
              FailureType.INVALID_REQUEST,
              "The request is sealed and this worker has no keys: give it ROLLBACK_PAYLOAD_KEYS,"
                  + " or send json/plain.");
      default ->
          throw new RollbackException(
              FailureType.INVALID_REQUEST,
              "The request's encoding \"%s\" is not JSON; send json/plain."
                  .formatted(RequestReader.cut(encoding)));
    };
  }

  private Payload decoded(Payload payload) {
    try {
      return codecs.decode(List.of(payload)).getFirst();
    } catch (PayloadCodecException e) {
      throw new RollbackException(
          FailureType.INVALID_REQUEST,
          "The request cannot be opened: " + String.valueOf(e.getMessage()),
          e);
    }
  }
}
