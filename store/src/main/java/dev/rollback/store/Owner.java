package dev.rollback.store;

import java.util.regex.Pattern;

/// Who keeps content alive: a snapshot, a member of a set, a plan.
///
/// Examples: `deployment_v1.2.3`, `deployment_v1.2.3/members/web`, `plan/ab12`. One or more
/// segments of `[A-Za-z0-9._-]` joined by `/`, none of them `.` or `..`, at most [#MAXIMUM_LENGTH]
/// characters. The `/` only reads well: an owner holds nothing of the owners whose names begin with
/// its own.
public record Owner(String name) implements Comparable<Owner> {
  /// Characters in the longest name.
  public static final int MAXIMUM_LENGTH = 512;

  private static final Pattern NAME =
      Pattern.compile("(?!\\.{1,2}(/|\\z))[A-Za-z0-9._-]+(/(?!\\.{1,2}(/|\\z))[A-Za-z0-9._-]+)*+");

  public Owner {
    if (name.length() > MAXIMUM_LENGTH || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "An owner is at most "
              + MAXIMUM_LENGTH
              + " characters: segments of [A-Za-z0-9._-] joined by '/', none '.' or '..'; not '"
              + Shown.of(name)
              + "'.");
    }
  }

  /// Order of the names.
  @Override
  public int compareTo(Owner other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
