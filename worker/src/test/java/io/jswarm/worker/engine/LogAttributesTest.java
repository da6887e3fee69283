package io.jswarm.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Driver;
import io.jswarm.api.model.TaskSpec;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A container of web.1 with three variables and two labels. */
final class LogAttributesTest {
  private static final String ID = "0123456789abcdef".repeat(4);

  private static LocalContainer container(Map<String, String> options) {
    TaskSpec task =
        new TaskSpec(
            ContainerSpec.of("busybox:latest"),
            null,
            null,
            null,
            null,
            null,
            List.of(),
            new Driver("json-file", options),
            0,
            "",
            false);
    ContainerPlan plan =
        new ContainerPlan(
            ID,
            "web.1.t1",
            "t1",
            "s1",
            "web",
            "n1",
            "host",
            1,
            task,
            new TreeMap<>(Map.of("team", "a", "tier", "back end")),
            new NetworkMode.Isolated(),
            List.of());
    ContainerProcess process =
        new ContainerProcess(
            List.of("sh"),
            List.of(),
            List.of("COLOUR=red", "COUNT=1=2", "PATH=/bin"),
            "/",
            "",
            "",
            "",
            false);
    return new LocalContainer(
        plan, "sha256:feedbeef", process, Instant.EPOCH, new LocalContainer.Created());
  }

  /** Options and attributes as name=value, by a semicolon. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                            | {}
          max-size=1m                   | {}
          labels=team,nope              | {team=a}
          labels-regex=^t               | {team=a, tier=back end}
          env=COLOUR,COUNT              | {COLOUR=red, COUNT=1=2}
          env-regex=^CO                 | {COLOUR=red, COUNT=1=2}
          env=COLOUR;labels=tier        | {COLOUR=red, tier=back end}
          tag={{.Name}}/{{ .ID }}       | {tag=web.1.t1/0123456789ab}
          tag={{.ImageName}} {{.ImageID}} | {tag=busybox:latest sha256:feedb}
          tag=fixed                     | {tag=fixed}
          """)
  void linesSayWhatTheOptionsName(String options, String attributes) {
    assertThat(LogAttributes.of(container(options(options)))).hasToString(attributes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          env-regex=(     | invalid log option env-regex: Unclosed group in '('
          labels-regex=[a | invalid log option labels-regex: Unclosed character class in '[a'
          tag={{.Nope}}   | invalid log option tag: {{.Nope}} is not known; there are .ID .FullID
          """)
  void whatMakesNoSenseIsSaid(String options, String sentence) {
    assertThat(LogAttributes.fault(options(options))).startsWith(sentence);
  }

  @Test
  void aRegularExpressionIsBounded() {
    assertThat(LogAttributes.fault(Map.of("env-regex", "a".repeat(255)))).isNull();
    assertThat(LogAttributes.fault(Map.of("env-regex", "a".repeat(256))))
        .isEqualTo("invalid log option env-regex: at most 255 characters");
  }

  private static Map<String, String> options(String text) {
    Map<String, String> options = new HashMap<>();
    for (String option : text.split(";", -1)) {
      int equals = option.indexOf('=');
      if (equals > 0) {
        options.put(option.substring(0, equals), option.substring(equals + 1));
      }
    }
    return options;
  }
}
