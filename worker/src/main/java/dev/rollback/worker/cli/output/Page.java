package dev.rollback.worker.cli.output;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What a person reads: headings, facts, tables; no line wider than the terminal.
public final class Page {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final int LABEL = 14;

  private final Ink ink;
  private final int width;
  private final ZoneId zone;
  private final List<String> lines = new ArrayList<>();

  public Page(Ink ink, int width, ZoneId zone) {
    this.ink = ink;
    this.width = width;
    this.zone = zone;
  }

  public Ink ink() {
    return ink;
  }

  public Page heading(String text) {
    return line(ink::bold, text);
  }

  public Page line(String text) {
    return line(UnaryOperator.identity(), text);
  }

  public Page line(UnaryOperator<String> paint, String text) {
    lines.add(paint.apply(Visible.cut(Visible.of(text), width)));
    return this;
  }

  /// A labelled value; nothing at all where there is none.
  public Page fact(String label, @Nullable Object value) {
    return fact(UnaryOperator.identity(), label, value);
  }

  public Page fact(UnaryOperator<String> paint, String label, @Nullable Object value) {
    if (value == null || value.toString().isEmpty()) {
      return this;
    }
    String padded = "  " + label + " ".repeat(Math.max(1, LABEL - label.length()));
    String shown = Visible.cut(Visible.of(value.toString()), Math.max(1, width - padded.length()));
    lines.add(padded + paint.apply(shown));
    return this;
  }

  public Page table(Table table) {
    lines.addAll(table.lines(width, ink));
    return this;
  }

  public Page blank() {
    lines.add("");
    return this;
  }

  /// Epoch seconds as the wall clock showed them.
  public String moment(@Nullable Long epochSeconds) {
    return epochSeconds == null
        ? ""
        : MOMENT.format(Instant.ofEpochSecond(epochSeconds).atZone(zone));
  }

  /// The page, each line ended.
  public String text() {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
