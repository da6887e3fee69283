package io.jswarm.cli.service.progress;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where progress is shown. */
sealed interface Screen {
  /** Shows lines; a line replaces an earlier one of the same id. */
  void show(List<Line> lines);

  /** Leaves the terminal as people expect it. */
  default void end() {}

  /** Nothing is shown. */
  record Quiet() implements Screen {
    @Override
    public void show(List<Line> lines) {}
  }

  /**
   * Every change is a line of its own, for logs and pipes. What a task went through once is not
   * said again: one that fails over and over would fill the log.
   */
  final class Plain implements Screen {
    private final PrintStream out;
    private final Map<String, String> shown = new LinkedHashMap<>();
    private final Set<Line> said = new LinkedHashSet<>();

    Plain(PrintStream out) {
      this.out = out;
    }

    @Override
    public void show(List<Line> lines) {
      for (Line line : lines) {
        boolean changed = !line.plain().equals(shown.put(line.id(), line.plain()));
        if (changed && (!line.isTask() || said.add(line))) {
          out.println(line.plain());
        }
      }
      out.flush();
    }
  }

  /** Lines are redrawn in place by ANSI sequences (ECMA-48). */
  final class Live implements Screen {
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";
    private static final String CLEAR_LINE = "\u001b[2K";
    private static final int BAR_CHARS = 40;
    private static final int STATE_CHARS = 9;

    private final PrintStream out;
    private final Map<String, Line> shown = new LinkedHashMap<>();

    Live(PrintStream out) {
      this.out = out;
    }

    @Override
    public void show(List<Line> lines) {
      int above = shown.size();
      for (Line line : lines) {
        shown.put(line.id(), line);
      }
      out.print(NO_WRAP);
      if (above > 0) {
        out.print("\u001b[" + above + "A");
      }
      for (Line line : shown.values()) {
        out.print(CLEAR_LINE);
        out.println(drawn(line));
      }
      out.print(WRAP);
      out.flush();
    }

    private static String drawn(Line line) {
      if (line.steps() == 0) {
        return line.plain();
      }
      int filled = BAR_CHARS * line.step() / line.steps();
      StringBuilder bar = new StringBuilder(line.id()).append(": ").append(line.text());
      bar.repeat(' ', Math.max(0, STATE_CHARS - line.text().length())).append(" [");
      bar.repeat('=', Math.max(0, filled - 1)).append('>');
      return bar.repeat(' ', BAR_CHARS - Math.max(1, filled)).append(']').toString();
    }

    @Override
    public void end() {
      out.print(WRAP);
      out.flush();
    }
  }
}
