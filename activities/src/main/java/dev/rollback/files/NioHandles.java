package dev.rollback.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What is open, by the numbers of the descriptors. Any thread may use it.
final class NioHandles {
  private final Map<Integer, NioHandle> open = new ConcurrentHashMap<>();
  private final AtomicInteger last = new AtomicInteger();

  @FunctionalInterface
  interface Change {
    void of(NioHandle entry) throws IOException;
  }

  /// @param system what closes the descriptor
  Descriptor add(OperatingSystem system, NioHandle handle) {
    int number = last.incrementAndGet();
    open.put(number, handle);
    return new Descriptor(system, number, false);
  }

  @Nullable NioHandle remove(int descriptor) {
    return open.remove(descriptor);
  }

  NioHandle of(Descriptor descriptor) throws SystemFailure {
    NioHandle handle = open.get(descriptor.number());
    if (handle == null) {
      throw new SystemFailure(Errno.EBADF, "descriptor", "");
    }
    return handle;
  }

  NioDirectory directory(Descriptor descriptor) throws SystemFailure {
    return of(descriptor).directory();
  }

  FileChannel channel(Descriptor descriptor) throws SystemFailure {
    return of(descriptor).channel();
  }

  /// A content that is about to be written.
  FileChannel changing(Descriptor descriptor) throws SystemFailure {
    NioHandle handle = of(descriptor);
    handle.changes();
    return handle.channel();
  }

  /// Changes an entry's metadata.
  void change(String what, Descriptor entry, Change change) throws SystemFailure {
    NioHandle handle = of(entry);
    handle.changes();
    NioCalls.run(what, "", () -> change.of(handle));
  }
}
