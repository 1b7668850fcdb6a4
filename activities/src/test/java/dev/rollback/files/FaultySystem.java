package dev.rollback.files;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/// The real system, one call of which fails as a bad disk's or a full one's would: a stand-in for
/// what no test can ask of a kernel.
final class FaultySystem {
  private final AtomicInteger left;
  private final Errno errno;
  private final OperatingSystem system;

  /// @param call which call fails, counted from 1; 0 for none
  FaultySystem(int call, Errno errno) {
    this.left = new AtomicInteger(call);
    this.errno = errno;
    OperatingSystem real = LinuxSystem.detected();
    this.system =
        (OperatingSystem)
            Proxy.newProxyInstance(
                OperatingSystem.class.getClassLoader(),
                new Class<?>[] {OperatingSystem.class},
                (_, method, arguments) -> {
                  boolean fallible =
                      Arrays.asList(method.getExceptionTypes()).contains(SystemFailure.class);
                  if (fallible && left.decrementAndGet() == 0) {
                    throw new SystemFailure(this.errno, method.getName(), "a stand-in");
                  }
                  try {
                    return method.invoke(real, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
  }

  OperatingSystem system() {
    return system;
  }

  /// Whether the call that fails has come.
  boolean failed() {
    return left.get() <= 0;
  }
}
