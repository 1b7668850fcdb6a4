package dev.rollback.files;

import dev.rollback.files.OperatingSystem.Access;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountedCompleter;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Looks at a directory tree with several threads at once, follows no link and changes nothing. For
/// a caller that compares a tree with a list of its own.
public final class ParallelWalk {
  private static final int MOST_THREADS = 8;
  private static final ForkJoinPool THREADS =
      new ForkJoinPool(Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_THREADS));

  private ParallelWalk() {}

  /// Looks at one directory; called by several threads at once.
  ///
  /// @param <T> what the caller expects of a directory
  @FunctionalInterface
  public interface Visitor<T> {
    /// Whether the walk is to go on.
    boolean visit(Visited<T> directory, T expected) throws IOException;
  }

  /// Whether this host can walk so.
  public static boolean isAvailable() {
    return Systems.kernel().isPresent();
  }

  /// Visits `top` and every directory that a visit asks for.
  ///
  /// @return whether all visits were made and each of them said to go on; false also where anything
  ///     could not be read or a link is in the way
  public static <T> boolean all(Path top, T expected, Visitor<T> visitor) {
    OperatingSystem system = Systems.kernel().orElseThrow();
    try (Descriptor root = system.open(RawPath.of(top))) {
      var walk = new Walk<T>(system, root, visitor, new AtomicBoolean(true));
      THREADS.invoke(new Step<>(null, walk, new byte[] {'.'}, expected));
      return walk.goesOn().get();
    } catch (SystemFailure _) {
      return false;
    }
  }

  private record Walk<T>(
      OperatingSystem system, Descriptor root, Visitor<T> visitor, AtomicBoolean goesOn) {}

  /// A directory while it is visited.
  public static final class Visited<T> {
    private final Step<T> step;
    private final OperatingSystem system;
    private final Descriptor open;
    private final List<Step<T>> beneath = new ArrayList<>();

    private Visited(Step<T> step, Descriptor open) {
      this.step = step;
      this.system = step.walk.system();
      this.open = open;
    }

    /// What is in it, in no order.
    public List<byte[]> names() throws IOException {
      return system.names(open);
    }

    /// What the entry itself is, not what a link leads to.
    public FileStatus status(byte[] name) throws IOException {
      return system.status(open, name);
    }

    /// A regular file's content; no link is followed.
    public InputStream content(byte[] name) throws IOException {
      Descriptor file = system.open(open, name, Access.CONTENT);
      return new DescriptorStream(system, file, true);
    }

    /// What a symbolic link names.
    public byte[] link(byte[] name) throws IOException {
      try (Descriptor link = system.open(open, name, Access.ENTRY)) {
        return system.linkTarget(link);
      }
    }

    /// Has a directory in it visited too.
    public void enter(byte[] name, T expected) {
      beneath.add(new Step<>(step, step.walk, joined(name), expected));
    }

    private byte[] joined(byte[] name) {
      byte[] path = step.path;
      if (path.length == 1 && path[0] == '.') {
        return name;
      }
      var joined = new byte[path.length + 1 + name.length];
      System.arraycopy(path, 0, joined, 0, path.length);
      joined[path.length] = '/';
      System.arraycopy(name, 0, joined, path.length + 1, name.length);
      return joined;
    }
  }

  /// One directory's visit. Those beneath are begun and not waited for here: a deep tree takes no
  /// deep stack.
  private static final class Step<T> extends CountedCompleter<Void> {
    private static final long serialVersionUID = 1L;

    private final transient Walk<T> walk;
    private final byte[] path;
    private final transient T expected;

    Step(@Nullable Step<T> parent, Walk<T> walk, byte[] path, T expected) {
      super(parent);
      this.walk = walk;
      this.path = path;
      this.expected = expected;
    }

    @Override
    public void compute() {
      if (walk.goesOn().get()) {
        List<Step<T>> beneath = visited();
        setPendingCount(beneath.size());
        beneath.forEach(Step::fork);
      }
      tryComplete();
    }

    private List<Step<T>> visited() {
      try (Descriptor open = walk.system().open(walk.root(), path, Access.DIRECTORY)) {
        var directory = new Visited<T>(this, open);
        if (walk.visitor().visit(directory, expected)) {
          return directory.beneath;
        }
      } catch (IOException _) {
        // What cannot be read cannot be said to be as expected.
      }
      walk.goesOn().set(false);
      return List.of();
    }
  }
}
