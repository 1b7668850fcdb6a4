package dev.rollback.layer.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Finds the files whose bytes git converts between work tree and object database: line ends,
/// filters,
/// `$Id$`, encodings. What their work tree holds cannot be told from the index.
final class Attributes {
  private static final Pattern CONVERTS =
      Pattern.compile("text|text=.*|eol=.*|crlf|crlf=.*|filter=.*|ident|working-tree-encoding=.*");
  private static final Pattern WORDS = Pattern.compile("[ \t]+");
  private static final List<String> ASKED =
      List.of("text", "crlf", "eol", "filter", "ident", "working-tree-encoding");

  private final Repository repository;

  Attributes(Repository repository) {
    this.repository = repository;
  }

  /// @param filter whether a filter driver is named for the file
  record Converted(RepoPath path, boolean filter) {}

  /// The converted ones of the index's files.
  ///
  /// @param attributesChanged whether an attribute file differs from the index
  List<Converted> converted(Listing listing, boolean attributesChanged) {
    if (!attributesChanged && !mayConvert(listing.attributes)) {
      return List.of();
    }
    var arguments = new ArrayList<>(List.of("check-attr", "-z", "--stdin"));
    arguments.addAll(ASKED);
    List<String> answers =
        repository
            .feed(Repository.listed(listing.paths()), arguments.toArray(String[]::new))
            .records();
    Map<String, Boolean> found = new TreeMap<>();
    Set<String> binary = new TreeSet<>();
    for (int each = 0; each + 2 < answers.size(); each += 3) {
      String name = answers.get(each + 1);
      String value = answers.get(each + 2);
      boolean set = !value.equals("unspecified") && !value.equals("unset");
      if (name.equals("text") && value.equals("unset")) {
        binary.add(answers.get(each));
      }
      if (set) {
        found.merge(answers.get(each), name.equals("filter"), Boolean::logicalOr);
      }
    }
    if (repository.settings().convertsLineEnds()) {
      listing.paths().stream()
          .filter(path -> !binary.contains(path.raw()))
          .forEach(path -> found.putIfAbsent(path.raw(), false));
    }
    return found.entrySet().stream()
        .map(entry -> new Converted(new RepoPath(entry.getKey()), entry.getValue()))
        .toList();
  }

  /// Whether any setting, or any attribute of these files or of others outside the index, could
  /// make git convert a file.
  ///
  /// @param ids of the index's attribute files
  boolean mayConvert(Collection<String> ids) {
    if (repository.settings().convertsLineEnds()) {
      return true;
    }
    var texts = new StringBuilder();
    if (!ids.isEmpty()) {
      String names = String.join("\n", new TreeSet<>(ids)) + "\n";
      texts.append(
          repository
              .feed(names.getBytes(StandardCharsets.ISO_8859_1), "cat-file", "--batch")
              .raw());
    }
    for (Path file : outside()) {
      try {
        if (Files.isRegularFile(file)) {
          texts.append('\n').append(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      } catch (IOException e) {
        throw Refusal.of(file.toString(), e);
      }
    }
    return texts
        .toString()
        .lines()
        .filter(line -> !line.stripLeading().startsWith("#"))
        .flatMap(line -> WORDS.splitAsStream(line.strip()).skip(1))
        .anyMatch(word -> CONVERTS.matcher(word).matches());
  }

  private List<Path> outside() {
    var files = new ArrayList<Path>();
    files.add(repository.commonDirectory().resolve("info/attributes"));
    files.add(Path.of("/etc/gitattributes"));
    String home = System.getenv().getOrDefault("HOME", "/");
    String configured = repository.settings().value("core.attributesfile", "");
    if (configured.isEmpty()) {
      String own = System.getenv().getOrDefault("XDG_CONFIG_HOME", home + "/.config");
      files.add(Path.of(own, "git", "attributes"));
    } else {
      files.add(repository.top().resolve(configured.replaceFirst("^~/", home + "/")));
    }
    return files;
  }
}
