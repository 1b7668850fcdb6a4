package dev.rollback.files;

import dev.rollback.files.OperatingSystem.Access;
import java.util.ArrayList;
import java.util.List;

/// The directories in which one rollback keeps what is not in place: one in each base, for this
/// process's user alone, so that nobody meets half-made files.
final class StagingPlaces implements AutoCloseable {
  private final AllowedRoots roots;
  private final OperatingSystem system;
  private final List<RawPath> bases;
  private final byte[] name;
  private final List<Descriptor> open = new ArrayList<>();

  private StagingPlaces(AllowedRoots roots, List<RawPath> bases, byte[] name) {
    this.roots = roots;
    this.system = roots.system();
    this.bases = bases;
    this.name = name;
  }

  /// Makes them.
  static StagingPlaces made(AllowedRoots roots, List<RawPath> bases, Journal journal) {
    var places = new StagingPlaces(roots, bases, journal.directoryName());
    for (RawPath base : bases) {
      places.make(base);
    }
    return places.opened();
  }

  /// Opens those that an earlier run made.
  static StagingPlaces of(AllowedRoots roots, List<RawPath> bases, Journal journal) {
    return new StagingPlaces(roots, bases, journal.directoryName()).opened();
  }

  private void make(RawPath base) {
    AllowedPath path = roots.locate(base);
    try (var directory = path.open(Access.DIRECTORY)) {
      system.createDirectory(directory, name);
      try (var made = system.open(directory, name, Access.DIRECTORY)) {
        clear(made);
      }
      system.sync(directory);
    } catch (SystemFailure e) {
      throw Failures.of(e, path);
    }
  }

  /// Nothing that is made in it is to inherit a group, an ACL or a flag.
  private void clear(Descriptor made) throws SystemFailure {
    if (system.status(made).mode() != 0700) {
      system.setMode(made, 0700);
    }
    for (String attribute : system.attributes(made).keySet()) {
      if (attribute.startsWith("system.posix_acl_")) {
        system.removeAttribute(made, attribute);
      }
    }
    if (system.flags(made) != 0) {
      system.setFlags(made, 0);
    }
    if (system.status(made).group() != system.group()) {
      system.setOwner(made, system.user(), system.group());
    }
  }

  private StagingPlaces opened() {
    for (RawPath base : bases) {
      AllowedPath path = roots.locate(base);
      try (var directory = path.open(Access.DIRECTORY)) {
        open.add(system.open(directory, name, Access.DIRECTORY));
      } catch (SystemFailure e) {
        close();
        throw Failures.of(e, path);
      }
    }
    return this;
  }

  /// The open directory of a base.
  Descriptor of(int base) {
    return open.get(base);
  }

  /// Returns when all that was written on the bases' file systems is durable.
  void syncAll() {
    for (int at = 0; at < bases.size(); at++) {
      try {
        system.syncAll(open.get(at));
      } catch (SystemFailure e) {
        throw Failures.of(e, bases.get(at));
      }
    }
  }

  /// Removes them with all that is in them; those that are not there are none.
  static void remove(AllowedRoots roots, List<RawPath> bases, Journal journal) {
    var removal = new TreeRemoval(roots.system());
    for (RawPath base : bases) {
      AllowedPath path = roots.locate(base);
      try (var directory = path.open(Access.DIRECTORY)) {
        removal.remove(directory, journal.directoryName());
        roots.system().sync(directory);
      } catch (SystemFailure e) {
        if (!e.is(Errno.ENOENT, Errno.ENOTDIR)) {
          throw Failures.of(e, path);
        }
      }
    }
  }

  @Override
  public void close() {
    open.forEach(Descriptor::close);
    open.clear();
  }
}
