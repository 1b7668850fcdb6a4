package dev.rollback.worker.process;

import java.nio.file.Path;
import java.util.List;

/// What an embedded stack is asked for.
///
/// @param stateDirectory everything that it keeps
/// @param port Temporal's port; 0 takes any free one
/// @param uiPort the Web UI's port; 0 takes any free one
/// @param allow directories that may be read and written, besides working and temporary directory
/// @param offline nothing is downloaded
/// @param throwaway the state directory is deleted in the end, so nothing waits for the disk
record DevOptions(
    Path stateDirectory,
    int port,
    int uiPort,
    List<Path> allow,
    boolean offline,
    String namespace,
    boolean throwaway) {

  DevOptions {
    allow = List.copyOf(allow);
  }
}
