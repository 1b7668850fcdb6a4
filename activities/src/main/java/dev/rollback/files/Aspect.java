package dev.rollback.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// In what an entry is other than the snapshot has it.
enum Aspect {
  CONTENT,
  MODE,
  OWNER,
  FLAGS,
  ATTRIBUTES,
  TIME,
  LINKS,
  KIND;

  /// How metadata differ.
  static List<Aspect> between(Metadata now, Metadata then) {
    var aspects = new ArrayList<Aspect>();
    addIf(aspects, MODE, now.mode() == then.mode());
    addIf(aspects, OWNER, now.user() == then.user() && now.group() == then.group());
    addIf(aspects, FLAGS, now.flags() == then.flags());
    addIf(aspects, ATTRIBUTES, now.attributes().equals(then.attributes()));
    addIf(aspects, TIME, now.sameTime(then));
    return aspects;
  }

  private static void addIf(List<Aspect> aspects, Aspect aspect, boolean same) {
    if (!same) {
      aspects.add(aspect);
    }
  }

  /// The word that people see.
  String word() {
    return this == LINKS ? "hard links" : name().toLowerCase(Locale.ROOT);
  }
}
