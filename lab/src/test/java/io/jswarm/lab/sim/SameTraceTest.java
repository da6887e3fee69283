package io.jswarm.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same seed gives the same trace, bytes of rounds included, in another JVM. Inside one JVM the
 * salt of {@code Set.of} and {@code Map.of} is constant and would hide an order that depends on it.
 */
class SameTraceTest {
  /** Prints the hash of the trace of the seed given. */
  static final class Main {
    private Main() {}

    public static void main(String[] args) {
      System.out.print(Campaign.run(Long.parseLong(args[0])).hash());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4})
  void twoJvmsTellTheSameStory(long seed) throws IOException, InterruptedException {
    String here = String.valueOf(Campaign.run(seed).hash());
    assertThat(elsewhere(seed)).isEqualTo(here);
  }

  private static String elsewhere(long seed) throws IOException, InterruptedException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                Main.class.getName(),
                String.valueOf(seed))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed =
        new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(other.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return printed;
  }
}
