package dev.rollback.worker.process;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How to run a program that refuses to run as root.
///
/// @param prefix goes before the command; empty where we are not root
/// @param uid who must own the program's data, or -1 where that needs no change
record Unprivileged(List<String> prefix, int uid) {
  private static final int NOBODY = 65534;
  private static final Unprivileged AS_WE_ARE = new Unprivileged(List.of(), -1);

  /// A user namespace of its own: the program sees an unprivileged user, the files stay ours.
  private static final Unprivileged OWN_NAMESPACE = new Unprivileged(List.of("unshare", "-U"), -1);

  /// Where namespaces are forbidden, as in many containers: another user, with no more than the
  /// right to pass through root's directories.
  private static final Unprivileged OTHER_USER =
      new Unprivileged(
          List.of(
              "setpriv",
              "--reuid=" + NOBODY,
              "--regid=" + NOBODY,
              "--clear-groups",
              "--inh-caps=-all,+dac_override",
              "--ambient-caps=-all,+dac_override",
              "--bounding-set=-all,+dac_override"),
          NOBODY);

  Unprivileged {
    prefix = List.copyOf(prefix);
  }

  /// The way that works here for a program whose data is, or will be, in `data`.
  static Unprivileged here(Path data) {
    if (new UnixSystem().getUid() != 0) {
      return AS_WE_ARE;
    }
    List<Unprivileged> ways =
        owner(data) == NOBODY ? List.of(OTHER_USER) : List.of(OWN_NAMESPACE, OTHER_USER);
    return ways.stream()
        .filter(Unprivileged::works)
        .findFirst()
        .orElseThrow(
            () ->
                new ProcessException(
                    "PostgreSQL refuses to run as root, and neither unshare nor setpriv can change"
                        + " that here: start as another user."));
  }

  List<String> command(List<String> command) {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(command);
    return whole;
  }

  /// Gives a new, empty directory to the program.
  void give(Path directory) throws IOException {
    if (uid >= 0) {
      Files.setAttribute(directory, "unix:uid", uid);
    }
  }

  private boolean works() {
    return Programs.firstLine(command(List.of("true")).toArray(String[]::new)).isPresent();
  }

  private static int owner(Path data) {
    try {
      return Files.exists(data) ? (int) Files.getAttribute(data, "unix:uid") : -1;
    } catch (IOException e) {
      throw new ProcessException("The owner of " + data + " cannot be read: check it.", e);
    }
  }
}
