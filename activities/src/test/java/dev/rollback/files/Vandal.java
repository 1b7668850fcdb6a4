package dev.rollback.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Makes, changes and destroys entries at random, by a shell.
final class Vandal {
  private static final String NO_UTF8 = "$'i\\377'";
  private static final List<String> NAMES =
      List.of("a", "b", "c", "d", ".e", "-f", "$'g\\nh'", NO_UTF8, "'j*[k]?'", "'l m'", "é");

  private final Path top;
  private final Random random;
  private final boolean plain;

  Vandal(Path top, Random random) {
    this(top, random, Through.KERNEL);
  }

  /// Makes only what can be put back by these calls.
  Vandal(Path top, Random random, Through through) {
    this.top = top;
    this.random = random;
    this.plain = !through.isKernel();
  }

  void act(int times) {
    var script = new ArrayList<String>();
    for (int each = 0; each < times; each++) {
      script.add(one());
    }
    Shell.run(top, "exec 2>/dev/null; " + String.join("\n", script));
  }

  private String one() {
    String path = path();
    String act =
        switch (random.nextInt(12)) {
          case 0 -> "mkdir -p %s";
          case 1 ->
              "test -p " + path + " || head -c " + random.nextInt(9000) + " /dev/urandom > %s";
          case 2 -> "rm -rf %s";
          case 3 -> "ln -s target" + random.nextInt(9) + " %s";
          case 4 -> "ln " + path() + " %s";
          case 5 -> "chmod " + Integer.toOctalString(random.nextInt(010000)) + " %s";
          case 6 -> "chown -h " + random.nextInt(99) + ":" + random.nextInt(99) + " %s";
          case 7 -> "touch -h -d @" + time() + "." + random.nextInt(999999) + " %s";
          case 8 -> "setfattr -n user.x -v " + random.nextInt(9) + " %s";
          case 9 ->
              plain
                  ? "truncate -s " + random.nextInt(9000) + " %s"
                  : "setfacl -m u:" + random.nextInt(99) + ":rx %s";
          case 10 -> plain ? "chmod u+s,+t %s" : "mkfifo %s";
          default -> "mv -T " + path() + " %s";
        };
    return act.formatted(path) + " || :";
  }

  private int time() {
    return plain ? random.nextInt(Integer.MAX_VALUE) : random.nextInt();
  }

  private String path() {
    var path = new StringBuilder("./");
    for (int depth = random.nextInt(3); depth > 0; depth--) {
      path.append(NAMES.get(random.nextInt(4))).append('/');
    }
    String name = NAMES.get(random.nextInt(NAMES.size()));
    return path.append(plain && name.equals(NO_UTF8) ? "i" : name).toString();
  }
}
