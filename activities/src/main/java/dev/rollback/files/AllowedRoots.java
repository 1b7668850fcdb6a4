package dev.rollback.files;

import dev.rollback.contract.FailureType;
import dev.rollback.contract.RollbackException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The directories outside which this worker reads and writes nothing.
///
/// A path is not compared by its letters alone: it is walked from the root's open directory, and a
/// symbolic link anywhere beneath the root is refused, wherever it leads. The roots themselves may
/// be given through links, which are resolved once, here. Immutable; any thread may use it.
public final class AllowedRoots {
  /// The setting that names the roots, for sentences.
  public static final String SETTING = "ROLLBACK_ALLOWED_ROOTS";

  private final OperatingSystem system;
  private final List<Root> roots;

  private AllowedRoots(OperatingSystem system, List<Root> roots) {
    this.system = system;
    this.roots = List.copyOf(roots);
  }

  /// These directories.
  ///
  /// @throws RollbackException `InvalidRequest` when one is not an existing directory, or when
  ///     there is none
  public static AllowedRoots of(List<Path> directories) {
    return of(Systems.current(), directories);
  }

  /// Of a setting: directories joined by `:`.
  public static AllowedRoots parse(String setting) {
    return of(
        Arrays.stream(setting.split(":", -1))
            .filter(each -> !each.isBlank())
            .map(Path::of)
            .toList());
  }

  static AllowedRoots of(OperatingSystem system, List<Path> directories) {
    if (directories.isEmpty()) {
      throw invalid(SETTING + " is empty; name at least one directory.");
    }
    var roots = new ArrayList<Root>();
    for (Path directory : directories) {
      try {
        Path real = directory.toRealPath();
        if (!Files.isDirectory(real)) {
          throw invalid("%s names %s, which is not a directory.".formatted(SETTING, directory));
        }
        roots.add(new Root(RawPath.of(directory), RawPath.of(real)));
      } catch (IOException e) {
        throw new RollbackException(
            FailureType.INVALID_REQUEST,
            "%s names %s, which cannot be opened (%s). Create it or change the setting."
                .formatted(SETTING, directory, e.getMessage()),
            e);
      }
    }
    return new AllowedRoots(system, roots);
  }

  /// The roots, their links resolved.
  public List<Path> directories() {
    return roots.stream().map(root -> Path.of(root.real().toString())).toList();
  }

  /// The path, absolute and with the root's links resolved, when it lies in a root and nothing of
  /// it beneath the root is a link, its last name included. It need not exist.
  ///
  /// A relative path is meant from the worker's working directory; `..` is resolved by the letters.
  /// What is checked may be changed by others a moment later: open it by [#find(String)] where that
  /// matters.
  ///
  /// @throws RollbackException `PathNotAllowed`, naming the link or the setting; `InvalidRequest`
  ///     where it is no path; `PermissionDenied` where it cannot be looked at
  public Path check(String path) {
    AllowedPath found = find(path);
    if (found.isLink()) {
      throw Failures.link(found.raw());
    }
    return found.path();
  }

  /// The path as [#check(String)] finds it, but its last name may be a link, which is then the
  /// thing that is meant and is not followed.
  public AllowedPath find(String path) {
    RawPath absolute = absolute(path);
    AllowedPath found = locate(absolute);
    found.status();
    return found;
  }

  /// The place beneath a root, without a look at the file system.
  AllowedPath locate(RawPath absolute) {
    for (Root root : roots) {
      if (absolute.within(root.real())) {
        return new AllowedPath(system, root.real(), absolute);
      }
    }
    for (Root root : roots) {
      if (absolute.within(root.given())) {
        return new AllowedPath(system, root.real(), root.rebased(absolute));
      }
    }
    throw new RollbackException(
        FailureType.PATH_NOT_ALLOWED,
        "%s lies outside the directories that this worker may touch. Add its directory to %s."
            .formatted(absolute, SETTING));
  }

  /// Whether a path, its roots' links resolved, lies beneath a root and is none itself.
  boolean strictlyWithin(RawPath real) {
    return roots.stream().anyMatch(root -> real.within(root.real()) && !real.equals(root.real()));
  }

  /// Whether entries of a directory, the roots' links resolved, may be touched.
  boolean mayTouchIn(RawPath real) {
    return roots.stream().anyMatch(root -> real.within(root.real()));
  }

  OperatingSystem system() {
    return system;
  }

  /// The path's letters made absolute and normal.
  static RawPath absolute(String path) {
    if (path.isEmpty() || path.indexOf('\0') >= 0) {
      throw invalid("A path is empty or holds a NUL.");
    }
    String whole = path.startsWith("/") ? path : Path.of("").toAbsolutePath() + "/" + path;
    RawPath at = RawPath.ROOT;
    for (byte[] name : Names.split(encoded(whole))) {
      at = step(at, name);
    }
    return at;
  }

  private static RawPath step(RawPath at, byte[] name) {
    if (Names.valid(name)) {
      return at.child(name);
    }
    return name.length == 1 ? at : at.parent();
  }

  private static byte[] encoded(String path) {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(path));
      var bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new RollbackException(
          FailureType.INVALID_REQUEST, "A path holds half a character (a lone surrogate).", e);
    }
  }

  private static RollbackException invalid(String sentence) {
    return new RollbackException(FailureType.INVALID_REQUEST, sentence);
  }

  /// @param given as it was configured
  /// @param real its links resolved
  private record Root(RawPath given, RawPath real) {
    RawPath rebased(RawPath path) {
      RawPath at = real;
      if (!path.equals(given)) {
        for (byte[] name : Names.split(path.beneath(given))) {
          at = at.child(name);
        }
      }
      return at;
    }
  }
}
