package io.jswarm.lab.sidebyside.script;

import java.util.ArrayList;
import java.util.List;

/**
 * A command without the word {@code docker}, as typed into a shell that knows single quotes. Three
 * kinds of words stand for something else:
 *
 * <ul>
 *   <li>{@code SLEEPER}: a program that runs until it is told to stop, and then does so at once
 *   <li>{@code file:TEXT}: a file with that text
 *   <li>{@code '$(COMMAND)'}: what that command says
 * </ul>
 */
public record Line(String text) {
  private static final String SLEEPER = "SLEEPER";
  private static final List<String> SLEEPER_WORDS =
      List.of("sh", "-c", "trap 'exit 0' TERM; while :; do sleep 1000 & wait; done");

  /**
   * The words, with those for {@code SLEEPER} in its place; files and commands are the player's to
   * put in.
   *
   * @throws IllegalArgumentException when a quote is not closed
   */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean begun = false;
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == '\'') {
        quoted = !quoted;
        begun = true;
      } else if (each == ' ' && !quoted) {
        end(words, word, begun);
        begun = false;
      } else {
        word.append(each);
        begun = true;
      }
    }
    if (quoted) {
      throw new IllegalArgumentException("a quote is not closed in: " + text);
    }
    end(words, word, begun);
    return words;
  }

  private static void end(List<String> words, StringBuilder word, boolean begun) {
    if (!begun) {
      return;
    }
    if (word.toString().equals(SLEEPER)) {
      words.addAll(SLEEPER_WORDS);
    } else {
      words.add(word.toString());
    }
    word.setLength(0);
  }
}
