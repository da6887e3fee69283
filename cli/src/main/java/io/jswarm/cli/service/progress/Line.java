package io.jswarm.cli.service.progress;

/**
 * A line of progress that later lines of the same id replace.
 *
 * @param step how far along of {@code steps} it is; 0 steps draw no bar
 * @param isTask whether it is about one task
 */
record Line(String id, String text, int step, int steps, boolean isTask) {
  static Line of(String id, String text) {
    return new Line(id, text, 0, 0, false);
  }

  /** What keeps a task from going on. */
  static Line error(String id, String text) {
    return new Line(id, text, 0, 0, true);
  }

  /** How far a task is. */
  static Line task(String id, String state, int step, int steps) {
    return new Line(id, state, step, steps, true);
  }

  String plain() {
    return id.isEmpty() ? text : id + ": " + text;
  }
}
