package io.jswarm.cli.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Elastic tab stops as Go's tabwriter sets them for Docker's tables: a cell is what a tab ends, a
 * column is a run of lines that have that cell, at least ten wide with three blanks between.
 */
public final class TabStops {
  private static final int MIN_WIDTH = 10;
  private static final int PADDING = 3;

  private final List<String[]> lines = new ArrayList<>();
  private final List<Integer> widths = new ArrayList<>();
  private final StringBuilder out = new StringBuilder();

  private TabStops() {}

  /** The text with tabs replaced by blanks; every line ends with a line feed. */
  public static String align(List<String> lines) {
    TabStops stops = new TabStops();
    for (String line : lines) {
      stops.lines.add(line.split("\t", -1));
    }
    stops.format(0, stops.lines.size());
    return stops.out.toString();
  }

  private void format(int from, int to) {
    int column = widths.size();
    int line = from;
    int written = from;
    while (line < to) {
      if (column >= lines.get(line).length - 1) {
        line++;
        continue;
      }
      write(written, line);
      int end = line;
      int width = MIN_WIDTH;
      while (end < to && column < lines.get(end).length - 1) {
        width = Math.max(width, length(lines.get(end)[column]) + PADDING);
        end++;
      }
      widths.add(width);
      format(line, end);
      widths.removeLast();
      line = end;
      written = end;
    }
    write(written, to);
  }

  private void write(int from, int to) {
    for (int line = from; line < to; line++) {
      String[] cells = lines.get(line);
      for (int i = 0; i < cells.length - 1; i++) {
        out.append(cells[i]).repeat(' ', Math.max(0, width(i) - length(cells[i])));
      }
      out.append(cells[cells.length - 1]).append('\n');
    }
  }

  private int width(int column) {
    return column < widths.size() ? widths.get(column) : 0;
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
