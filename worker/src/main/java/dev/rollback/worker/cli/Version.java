package dev.rollback.worker.cli;

import picocli.CommandLine.IVersionProvider;

/// This program's version, from the jar that it runs from.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {"rollback " + (version == null ? "(unpackaged)" : version)};
  }
}
