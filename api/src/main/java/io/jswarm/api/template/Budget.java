package io.jswarm.api.template;

/**
 * What the templates of one spec, or of one payload, may cost together: ranges within ranges and
 * texts of texts grow faster than what was written.
 */
final class Budget {
  /** Some tens of milliseconds. */
  private static final int STEPS_MAX = 500_000;

  /** What may come of it: a payload that names another one often must not fill the memory. */
  static final int CHARACTERS_MAX = 4 << 20;

  /** Characters that cost as much to make as one step. */
  private static final int CHARACTERS_PER_STEP = 16;

  private int steps;
  private int characters;

  /** Takes a step, which read or made so many characters. */
  void step(int length) {
    steps += 1 + length / CHARACTERS_PER_STEP;
    if (steps > STEPS_MAX) {
      throw new TemplateException("template: expansion: takes more than " + STEPS_MAX + " steps");
    }
  }

  /** Lets so many characters be written. */
  void write(int count) {
    characters += count;
    if (characters > CHARACTERS_MAX) {
      throw new TemplateException(
          "template: expansion: the result is longer than " + CHARACTERS_MAX + " characters");
    }
  }
}
