package dev.rollback.testing;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// A part of the machine that some tests need and that not every machine has. Whether it is there
/// is found out once, by trying.
public enum Component {
  /// The `git` program.
  GIT("the git program on PATH", () -> Program.find("git").isPresent()),
  /// Temporal's own program with its development server.
  TEMPORAL(
      "the temporal program on PATH or in ~/go/bin", () -> Program.find("temporal").isPresent()),
  /// A server of S3 that keeps objects in a directory.
  S3_SERVER(
      "the versitygw program on PATH or in ~/go/bin", () -> Program.find("versitygw").isPresent()),
  /// The PostgreSQL binaries that a test starts, as a jar on its class path.
  POSTGRES("embedded PostgreSQL binaries for this platform", Probe::embeddedPostgres),
  /// The test runs as user 0.
  ROOT("user root", Probe::root),
  /// A small file system of its own can be mounted, for tests of a full disk.
  TMPFS_MOUNT("the right to mount a tmpfs", Probe::mountsTmpfs),
  /// The temporary directory keeps `user.*` extended attributes.
  EXTENDED_ATTRIBUTES(
      "extended attributes in the temporary directory", Probe::keepsExtendedAttributes),
  /// The temporary directory keeps access control lists, and `setfacl` and `getfacl` are there.
  ACCESS_CONTROL_LISTS(
      "setfacl, getfacl and access control lists in the temporary directory",
      Probe::keepsAccessControlLists);

  private static final Map<Component, Boolean> FOUND = new EnumMap<>(Component.class);

  private final String description;
  private final BooleanSupplier probe;

  Component(String description, BooleanSupplier probe) {
    this.description = description;
    this.probe = probe;
  }

  /// What a person has to provide, as a noun phrase.
  public String description() {
    return description;
  }

  /// Whether this machine has it.
  public boolean present() {
    synchronized (FOUND) {
      return FOUND.computeIfAbsent(this, component -> component.probe.getAsBoolean());
    }
  }
}
