package io.jswarm.lab.bench;

import java.io.IOException;
import java.nio.file.Path;
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
    Path top = Path.of(System.getProperty("jswarm.top", "."));
    return switch (words.isEmpty() ? "" : words.getFirst()) {
      case "load" -> LoadCommand.run(words.subList(1, words.size()));
      case "report" -> ReportCommand.run(top);
      default -> RunCommand.run(top, words);
    };
  }
}
