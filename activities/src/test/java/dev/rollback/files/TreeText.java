package dev.rollback.files;

import java.nio.file.Path;
import java.util.Objects;

/// A directory tree as text, told by programs that share nothing with the engine: kind, mode,
/// owner, time to the nanosecond, number of names, link targets, devices, contents, attributes and
/// ACLs.
public final class TreeText {
  private TreeText() {}

  /// Everything at and beneath `top`, in order.
  public static String of(Path top) {
    return Shell.run(
        Objects.requireNonNull(top.getParent()),
        """
        export LC_ALL=C
        name='%s'
        find "$name" -printf '%%p|%%y|%%m|%%U|%%G|%%T@|%%n|%%l\\0' | sort -z
        find "$name" -type f -print0 | sort -z | xargs -0 -r sha256sum
        find "$name" \\( -type c -o -type b \\) -print0 | sort -z | xargs -0 -r stat -c '%%n %%t %%T'
        find "$name" -print0 | sort -z | xargs -0 -r getfattr -h -d -m - -e hex -- 2>/dev/null
        """
            .formatted(top.getFileName()));
  }
}
