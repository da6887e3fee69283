package io.jswarm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  @Test
  void runsALineAfterTheOtherAndNamesThoseThatFail() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Rehearsal.run(
            new ByteArrayInputStream(
                "--version\nservice lss\nservice ls --help\n".getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of());
    assertThat(code).isEqualTo(125);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("jswarm version ")
        .contains("Usage: jswarm service ls");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("did you mean 'jswarm service ls'?")
        .endsWith("'jswarm service lss' ended with 125\n");
  }
}
