package dev.rollback.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The same in a process of its own for each step, which begins with nothing in memory: what a
/// worker costs that was just started.
final class ColdOurs implements Archiver {
  private final Path directory;
  private final Path tree;
  private final Ours place;

  ColdOurs(Path directory, Path tree) {
    this.directory = directory;
    this.tree = tree;
    this.place = new Ours(directory, tree);
  }

  /// The process: `capture` or `restore`, the product's directory, the tree.
  public static void main(String[] arguments) throws IOException {
    var ours = new Ours(Path.of(arguments[1]), Path.of(arguments[2]));
    ours.open();
    ours.recall();
    if (arguments[0].equals("capture")) {
      ours.capture();
      ours.remember();
    } else {
      var _ = ours.restoreInPlace();
    }
    ours.close();
  }

  private void run(String step) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), ColdOurs.class.getName()));
    command.addAll(List.of(step, directory.toString(), tree.toString()));
    var _ = Command.in(directory, command.toArray(String[]::new));
  }

  @Override
  public String name() {
    return "ours, cold process";
  }

  @Override
  public void prepare() throws IOException {
    place.prepare();
    place.close();
  }

  @Override
  public void capture() throws IOException {
    run("capture");
  }

  @Override
  public Path restoreToEmpty() throws IOException {
    run("restore");
    return tree;
  }

  @Override
  public boolean restoreInPlace() throws IOException {
    run("restore");
    return true;
  }

  @Override
  public long stored() throws IOException {
    return place.stored();
  }
}
