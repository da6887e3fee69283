package io.jswarm.cli.service.progress;

/**
 * A line of progress that later lines of the same id replace.
 *
 * @param step how far along of {@code steps} it is; 0 steps draw no bar
 */
record Line(String id, String text, int step, int steps) {
  static Line of(String id, String text) {
    return new Line(id, text, 0, 0);
  }

  String plain() {
    return id.isEmpty() ? text : id + ": " + text;
  }
}
