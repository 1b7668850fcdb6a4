package dev.rollback.files;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// The real system, whose calls fail or are followed by others as a test wants: a stand-in for what
/// no test can ask of a kernel.
final class FaultySystem {
  private final OperatingSystem system;
  private final AtomicInteger left = new AtomicInteger();

  /// What is done about a call before it is passed on, or after.
  private interface Interposer {
    void called(Method method, Object[] arguments) throws SystemFailure;
  }

  /// One call fails as a bad disk's or a full one's would.
  ///
  /// @param real what the other calls go to
  /// @param call which call fails, counted from 1; 0 for none
  FaultySystem(OperatingSystem real, int call, Errno errno) {
    left.set(call);
    this.system =
        interposed(
            real,
            (method, _) -> {
              boolean fallible =
                  Arrays.asList(method.getExceptionTypes()).contains(SystemFailure.class);
              if (fallible && left.decrementAndGet() == 0) {
                throw new SystemFailure(errno, method.getName(), "a stand-in");
              }
            },
            (_, _) -> {});
  }

  /// Every opening of a name for its content fails.
  FaultySystem(String name, Errno errno) {
    this.system =
        interposed(
            LinuxSystem.detected(),
            (method, arguments) -> {
              boolean content =
                  method.getName().equals("open")
                      && arguments.length == 3
                      && arguments[2] == OperatingSystem.Access.CONTENT
                      && arguments[1] instanceof byte[] path
                      && Names.latin(path).endsWith(name);
              if (content) {
                throw new SystemFailure(errno, method.getName(), name);
              }
            },
            (_, _) -> {});
  }

  /// Something else happens right after the first call of a name.
  FaultySystem(String call, Runnable afterwards) {
    var once = new AtomicBoolean();
    this.system =
        interposed(
            LinuxSystem.detected(),
            (_, _) -> {},
            (method, _) -> {
              if (method.getName().equals(call) && once.compareAndSet(false, true)) {
                afterwards.run();
              }
            });
  }

  private static OperatingSystem interposed(
      OperatingSystem real, Interposer before, Interposer after) {
    return (OperatingSystem)
        Proxy.newProxyInstance(
            OperatingSystem.class.getClassLoader(),
            new Class<?>[] {OperatingSystem.class},
            (_, method, arguments) -> {
              before.called(method, arguments);
              Object answer = called(real, method, arguments);
              after.called(method, arguments);
              return answer;
            });
  }

  private static Object called(OperatingSystem real, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  OperatingSystem system() {
    return system;
  }

  /// Whether the call that fails has come.
  boolean failed() {
    return left.get() <= 0;
  }
}
