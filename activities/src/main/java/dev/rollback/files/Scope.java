package dev.rollback.files;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What is captured and rolled back: paths, each with all beneath it, and globs.
///
/// A path holds a glob when `*`, `?` or `[` stands in it without a `\` before it. Names match as
/// [GlobName] says, `**` as a whole name matches any number of directories, none included, and what
/// a glob matches is taken with all beneath it. Links are captured as links and never followed.
///
/// @param items at least one
public record Scope(List<Item> items) {
  private static final String SPECIAL = "*?[]\\";

  public Scope {
    items = List.copyOf(items);
    if (items.isEmpty()) {
      throw new IllegalArgumentException("A scope names at least one path.");
    }
  }

  /// One path or glob.
  ///
  /// @param base the path, or the directory beneath which the glob matches
  /// @param names the glob's names beneath the base, `\` kept; empty for a path
  public record Item(RawPath base, List<RawName> names) {
    public Item {
      names = List.copyOf(names);
    }

    boolean isGlob() {
      return !names.isEmpty();
    }

    @Override
    public String toString() {
      var text = new StringBuilder(base.toString());
      names.forEach(name -> text.append('/').append(name));
      return text.toString();
    }
  }

  /// A name, or a name's pattern, as bytes.
  ///
  /// @param text one character per byte
  public record RawName(String text) {
    byte[] bytes() {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
      return Names.shown(bytes());
    }
  }

  /// These paths and globs, as a request names them.
  ///
  /// @throws dev.rollback.contract.RollbackException `PathNotAllowed` for one outside the roots,
  ///     `InvalidRequest` for one that is no path
  public static Scope parse(AllowedRoots roots, List<String> texts) {
    return new Scope(texts.stream().map(text -> parse(roots, text)).distinct().toList());
  }

  /// These paths as a request names them; nothing in them is a glob.
  ///
  /// @throws dev.rollback.contract.RollbackException as [#parse]
  public static Scope plain(AllowedRoots roots, List<String> texts) {
    return of(roots, texts.stream().map(AllowedRoots::absolute).toList());
  }

  /// These paths as they are; nothing in them is a glob.
  public static Scope of(AllowedRoots roots, List<RawPath> paths) {
    return new Scope(
        paths.stream()
            .map(path -> new Item(roots.locate(path).raw(), List.of()))
            .distinct()
            .toList());
  }

  private static Item parse(AllowedRoots roots, String text) {
    RawPath whole = AllowedRoots.absolute(text);
    RawPath base = RawPath.ROOT;
    var names = new ArrayList<RawName>();
    for (byte[] name : Names.split(whole.bytes())) {
      if (names.isEmpty() && !hasWildcard(name)) {
        base = base.child(unescaped(name));
      } else {
        names.add(new RawName(new String(name, StandardCharsets.ISO_8859_1)));
      }
    }
    return new Item(roots.locate(base).raw(), names);
  }

  private static boolean hasWildcard(byte[] name) {
    for (int at = 0; at < name.length; at++) {
      if (name[at] == '\\') {
        at++;
      } else if (name[at] == '*' || name[at] == '?' || name[at] == '[') {
        return true;
      }
    }
    return false;
  }

  private static byte[] unescaped(byte[] name) {
    var plain = new ByteArrayOutputStream(name.length);
    for (int at = 0; at < name.length; at++) {
      boolean escape =
          name[at] == '\\' && at + 1 < name.length && SPECIAL.indexOf(name[at + 1]) >= 0;
      plain.write(name[escape ? ++at : at]);
    }
    return plain.toByteArray();
  }
}
