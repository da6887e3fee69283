package io.jswarm.lab.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The program behind {@code lab/bench}. */
public final class Bench {
  private static final int MISUSE = 125;

  private Bench() {}

  public static void main(String[] arguments) throws InterruptedException {
    List<String> words = Arrays.asList(arguments);
    try {
      System.exit(run(words));
    } catch (IllegalArgumentException e) {
      System.err.println("bench: " + e.getMessage() + "; see: lab/bench --help");
      System.exit(MISUSE);
    } catch (IOException | IllegalStateException e) {
      System.err.println("bench: " + e.getMessage());
      System.exit(1);
    }
  }

  private static int run(List<String> words) throws IOException, InterruptedException {
    String first = words.isEmpty() ? "" : words.getFirst();
    if (first.equals("load")) {
      return LoadCommand.run(words.subList(1, words.size()));
    }
    throw new IllegalArgumentException("'" + first + "' is not known");
  }
}
