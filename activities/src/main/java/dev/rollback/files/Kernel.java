package dev.rollback.files;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Locale;

/// Calls the Linux kernel through the C library's `syscall`, by the JDK's foreign functions.
///
/// Every call has one shape, seven machine words in and one out, so that a single handle is linked.
final class Kernel {
  private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle SYSCALL = link();
  static final boolean ARM = System.getProperty("os.arch", "").equals("aarch64");
  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  private Kernel() {}

  @SuppressWarnings("restricted") // The one place that reaches outside the JVM.
  private static MethodHandle link() {
    var linker = Linker.nativeLinker();
    var words = new MemoryLayout[7];
    Arrays.fill(words, JAVA_LONG);
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("syscall"),
        FunctionDescriptor.of(JAVA_LONG, words),
        Linker.Option.firstVariadicArg(1),
        Linker.Option.captureCallState("errno"));
  }

  /// This thread's memory for arguments and answers.
  static Scratch scratch() {
    return SCRATCH.get();
  }

  /// Calls, again when a signal came between, and returns the kernel's answer.
  ///
  /// @param detail what it is about, for the failure's message
  static long call(LinuxCall call, byte[] detail, long... words) throws SystemFailure {
    var state = scratch().state;
    while (true) {
      long answer = invoke(state, call.number(ARM), words);
      if (answer != -1) {
        return answer;
      }
      var errno = Errno.of((int) ERRNO.get(state, 0L));
      if (errno != Errno.EINTR || call == LinuxCall.CLOSE) {
        throw new SystemFailure(errno, call.name().toLowerCase(Locale.ROOT), Names.shown(detail));
      }
    }
  }

  private static long invoke(MemorySegment state, long number, long[] words) {
    try {
      return (long)
          SYSCALL.invokeExact(
              state,
              number,
              word(words, 0),
              word(words, 1),
              word(words, 2),
              word(words, 3),
              word(words, 4),
              word(words, 5));
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable impossible) {
      throw new IllegalStateException("A system call threw a checked exception.", impossible);
    }
  }

  private static long word(long[] words, int at) {
    return at < words.length ? words[at] : 0;
  }

  /// Memory outside the heap that a thread's calls use one after the other.
  static final class Scratch {
    private static final int NAME_BYTES = 8192;
    static final int DATA_BYTES = 128 * 1024;

    final MemorySegment state;
    final MemorySegment data;
    private final MemorySegment first;
    private final MemorySegment second;

    private Scratch() {
      var arena = Arena.ofAuto();
      state = arena.allocate(STATE);
      data = arena.allocate(DATA_BYTES, 8);
      first = arena.allocate(NAME_BYTES);
      second = arena.allocate(NAME_BYTES);
    }

    /// The address of these bytes with a NUL behind them, until the next call of this method.
    long first(byte[] name) throws SystemFailure {
      return terminated(first, name);
    }

    long second(byte[] name) throws SystemFailure {
      return terminated(second, name);
    }

    private static long terminated(MemorySegment memory, byte[] name) throws SystemFailure {
      if (name.length >= NAME_BYTES) {
        throw new SystemFailure(Errno.ENAMETOOLONG, "path", Names.shown(name).substring(0, 80));
      }
      MemorySegment.copy(name, 0, memory, ValueLayout.JAVA_BYTE, 0, name.length);
      memory.set(ValueLayout.JAVA_BYTE, name.length, (byte) 0);
      return memory.address();
    }

    byte[] taken(int offset, int length) {
      var bytes = new byte[length];
      MemorySegment.copy(data, ValueLayout.JAVA_BYTE, offset, bytes, 0, length);
      return bytes;
    }
  }

  /// Whether the machine is one that the calls' numbers are known for.
  static boolean supported() {
    String processor = System.getProperty("os.arch", "");
    return System.getProperty("os.name", "").equals("Linux")
        && (processor.equals("amd64") || processor.equals("aarch64"));
  }
}
