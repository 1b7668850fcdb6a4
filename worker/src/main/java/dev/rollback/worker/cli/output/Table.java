package dev.rollback.worker.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Rows under titles. Every row stays on one line: where the columns are too wide for the terminal,
/// the widest give way first, each cut with an ellipsis.
public final class Table {
  private static final int GAP = 2;
  private static final int LEAST = 6;

  private final List<String> titles;
  private final List<Row> rows = new ArrayList<>();

  public Table(String... titles) {
    this.titles = List.of(titles);
  }

  public Table row(@Nullable Object... cells) {
    return row(UnaryOperator.identity(), cells);
  }

  /// @param paint colours the whole line
  public Table row(UnaryOperator<String> paint, @Nullable Object... cells) {
    var texts = new ArrayList<String>();
    for (Object cell : cells) {
      texts.add(cell == null ? "" : Visible.of(cell.toString()));
    }
    rows.add(new Row(paint, List.copyOf(texts)));
    return this;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  List<String> lines(int width, Ink ink) {
    int[] widths = fitted(width);
    var lines = new ArrayList<String>();
    lines.add(ink.bold(line(titles, widths, width)));
    for (Row row : rows) {
      lines.add(row.paint.apply(line(row.cells, widths, width)));
    }
    return lines;
  }

  private int[] fitted(int width) {
    int[] widths = new int[titles.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = Visible.width(titles.get(column));
      for (Row row : rows) {
        widths[column] = Math.max(widths[column], Visible.width(row.cells.get(column)));
      }
    }
    while (total(widths) > width) {
      int widest = widest(widths);
      if (widths[widest] <= LEAST) {
        break;
      }
      widths[widest]--;
    }
    return widths;
  }

  private static long total(int[] widths) {
    long total = (long) GAP * (widths.length - 1);
    for (int each : widths) {
      total += each;
    }
    return total;
  }

  private static int widest(int[] widths) {
    int widest = 0;
    for (int column = 1; column < widths.length; column++) {
      widest = widths[column] > widths[widest] ? column : widest;
    }
    return widest;
  }

  private static String line(List<String> cells, int[] widths, int width) {
    var line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = Visible.cut(cells.get(column), widths[column]);
      line.append(cell);
      if (column < widths.length - 1) {
        line.repeat(" ", widths[column] - Visible.width(cell) + GAP);
      }
    }
    return Visible.cut(line.toString().stripTrailing(), width);
  }

  private record Row(UnaryOperator<String> paint, List<String> cells) {}
}
