package dev.rollback.layer.git;

import dev.rollback.contract.FailureType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A repository's git configuration as its work tree sees it, all sources together, read without
/// running anything that it names.
final class Settings {
  private static final List<String> HARMLESS =
      List.of(
          "core.fsmonitor=false",
          "core.hooksPath=/dev/null",
          "core.pager=cat",
          "core.editor=false",
          "core.sshCommand=false",
          "core.askPass=false",
          "core.preloadIndex=true",
          "core.trustctime=true",
          "core.untrackedCache=false",
          "credential.helper=",
          "protocol.allow=never",
          "diff.external=",
          "commit.gpgSign=false",
          "gc.auto=0",
          "maintenance.auto=false",
          "submodule.recurse=false",
          "checkout.workers=1",
          "status.renames=false",
          "advice.detachedHead=false");

  private final Map<String, List<String>> values = new TreeMap<>();

  /// @param records of `git config --list -z`: each key, a line break, its value
  Settings(List<String> records) {
    for (String record : records) {
      int end = record.indexOf('\n');
      String key = end < 0 ? record : record.substring(0, end);
      String value = end < 0 ? "true" : record.substring(end + 1);
      values.computeIfAbsent(key, _ -> new ArrayList<>()).add(value);
    }
  }

  /// The last value of a key (sections and names in lower case), or the default.
  String value(String key, String absent) {
    List<String> all = values.get(key);
    return all == null ? absent : all.getLast();
  }

  boolean isTrue(String key, boolean absent) {
    return switch (value(key, String.valueOf(absent)).toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "1", "" -> true;
      default -> false;
    };
  }

  /// Whether line ends are converted for every file that git takes for text.
  boolean convertsLineEnds() {
    String automatic = value("core.autocrlf", "false").toLowerCase(Locale.ROOT);
    return !automatic.equals("false") && !automatic.equals("0") && !automatic.equals("no");
  }

  boolean isPartialClone() {
    return values.containsKey("extensions.partialclone")
        || values.keySet().stream().anyMatch(key -> key.endsWith(".promisor"));
  }

  /// Whether a pruning fetch would delete references that the remote lacks, our pins among them.
  boolean mirrorsAllReferences() {
    return values.entrySet().stream()
        .anyMatch(
            entry ->
                entry.getKey().startsWith("remote.")
                    && entry.getKey().endsWith(".fetch")
                    && entry.getValue().stream().anyMatch(each -> each.contains("refs/*:refs/*")));
  }

  /// `-c key=value` for every setting through which a repository could make git run a program.
  ///
  /// @param hooks whether the repository's own hooks may run
  List<String> overrides(boolean hooks) {
    var arguments = new ArrayList<String>();
    for (String each : HARMLESS) {
      if (!hooks || !each.startsWith("core.hooksPath")) {
        arguments.add("-c");
        arguments.add(each);
      }
    }
    for (String driver : drivers("filter")) {
      for (String part : List.of("clean=", "smudge=", "process=", "required=false")) {
        arguments.add("-c");
        arguments.add("filter." + driver + "." + part);
      }
    }
    return arguments;
  }

  private Set<String> drivers(String section) {
    var names = new TreeSet<String>();
    for (String key : values.keySet()) {
      int last = key.lastIndexOf('.');
      if (key.startsWith(section + ".") && last > section.length()) {
        names.add(key.substring(section.length() + 1, last));
      }
    }
    for (String name : names) {
      if (name.contains("=") || !new RepoPath(name).isText()) {
        throw Refusal.of(
            FailureType.INVALID_REQUEST,
            "The git configuration names a %s driver '%s' that cannot be switched off safely."
                + " Rename it.",
            section,
            new RepoPath(name));
      }
    }
    return names;
  }
}
