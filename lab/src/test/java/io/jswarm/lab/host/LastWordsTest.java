package io.jswarm.lab.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is added to the failure of a lab test. */
class LastWordsTest {
  @TempDir Path folder;

  @Test
  void areTheNewestWarningsAndNothingElse() throws IOException {
    Path log = folder.resolve("daemon.log");
    Files.write(
        log,
        IntStream.range(0, 40)
            .mapToObj(i ->
                "2026-01-01T00:00:%02d %s RatisLog main: no. %d"
                    .formatted(i, i % 2 == 0 ? "INFO " : "WARN ", i))
            .toList());
    assertThat(LastWords.of("h1", log).lines().filter(line -> !line.isEmpty()))
        .hasSize(12)
        .allSatisfy(line -> assertThat(line).startsWith("  h1: ").contains("WARN"))
        .last()
        .asString()
        .endsWith("no. 39");
  }

  @Test
  void sayThatThereIsNoLog() {
    assertThat(LastWords.of("h2", folder.resolve("none"))).contains("h2: its log cannot be read");
  }
}
