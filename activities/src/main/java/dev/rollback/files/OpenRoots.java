package dev.rollback.files;

import dev.rollback.files.OperatingSystem.Access;
import java.util.concurrent.ConcurrentHashMap;

/// The allowed roots that one piece of work walks from, each opened once. For several threads.
final class OpenRoots implements AutoCloseable {
  private final OperatingSystem system;
  private final ConcurrentHashMap<RawPath, Descriptor> open = new ConcurrentHashMap<>();

  OpenRoots(OperatingSystem system) {
    this.system = system;
  }

  /// Opens what is at a path, by a walk from its root that follows no link.
  Descriptor open(AllowedPath path, Access access) throws SystemFailure {
    return system.open(root(path.root()), path.raw().beneath(path.root()), access);
  }

  /// Opens the directory that holds a path; the root itself is held by nothing that may be touched.
  Descriptor openParent(AllowedPath path, Access access) throws SystemFailure {
    byte[] parent = path.parentBeneathRoot();
    return system.open(root(path.root()), parent, access);
  }

  private Descriptor root(RawPath root) throws SystemFailure {
    Descriptor known = open.get(root);
    if (known != null) {
      return known;
    }
    Descriptor opened = system.open(root);
    Descriptor earlier = open.putIfAbsent(root, opened);
    if (earlier == null) {
      return opened;
    }
    opened.close();
    return earlier;
  }

  @Override
  public void close() {
    open.values().forEach(Descriptor::close);
    open.clear();
  }
}
