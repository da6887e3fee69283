package io.jswarm.cli.service.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.Schedule;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.cli.FakeDaemon;
import io.jswarm.cli.Ran;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schedules from flags, as a manager reads them. */
class ScheduleFlagsTest {
  private static final Schedule NIGHTLY =
      new Schedule("0 2 * * *", "Europe/Berlin", "allow", 5L, Duration.ofMinutes(10), false);

  private static FakeDaemon daemon() throws IOException {
    return new FakeDaemon()
        .on("POST /services/create", 201, "{\"ID\":\"s2\"}")
        .on("GET /services/job", 200, service("{\"GlobalJob\":{\"Schedule\":" + json() + "}}"))
        .on("GET /services/plain", 200, service("{\"GlobalJob\":{}}"))
        .on("GET /services/web", 200, service("{\"Replicated\":{\"Replicas\":2}}"))
        .on("POST /services/s1/update", 200, "{}");
  }

  private static String json() {
    return Json.write(NIGHTLY);
  }

  private static String service(String mode) {
    return ("{\"ID\":\"s1\",\"Version\":{\"Index\":5},\"Spec\":{\"Name\":\"job\",\"TaskTemplate\":{"
            + "\"ContainerSpec\":{\"Image\":\"busybox:1\"},\"ForceUpdate\":3},\"Mode\":%s}}")
        .formatted(mode);
  }

  private static ServiceSpec sent(String... words) throws IOException {
    try (FakeDaemon daemon = daemon()) {
      Ran ran = Ran.on(daemon, words);
      assertThat(ran.code()).as(ran.err()).isZero();
      String body = Objects.requireNonNull(daemon.calls().getLast().body()).toString();
      return Json.read(body, ServiceSpec.class);
    }
  }

  private static @Nullable Schedule updated(String flags, String... last) throws IOException {
    String[] words = ("service update -d --no-resolve-image " + flags).split(" ");
    String[] line = Arrays.copyOf(words, words.length + last.length + 1);
    System.arraycopy(last, 0, line, words.length, last.length);
    line[line.length - 1] = "job";
    return sent(line).schedule();
  }

  @Test
  void createSaysItAll() throws IOException {
    ServiceSpec spec =
        sent(
            "service",
            "create",
            "-d",
            "--no-resolve-image",
            "--mode",
            "replicated-job",
            "--schedule",
            "0 2 * * *",
            "--schedule-timezone",
            "Europe/Berlin",
            "--schedule-concurrency=allow",
            "--schedule-history=5",
            "--schedule-deadline=10m",
            "busybox");
    assertThat(spec.schedule()).isEqualTo(NIGHTLY);
  }

  @Test
  void anUpdateChangesWhatItSaysAndKeepsTheRest() throws IOException {
    assertThat(updated("--schedule-suspend")).isEqualTo(NIGHTLY.withSuspended(true));
    assertThat(updated("--schedule-suspend=false")).isEqualTo(NIGHTLY);
    assertThat(updated("--schedule-history=9 --schedule-timezone=UTC"))
        .isEqualTo(NIGHTLY.withHistory(9L).withTimeZone("UTC"));
    assertThat(updated("--schedule", "@daily"))
        .isEqualTo(
            new Schedule("@daily", "Europe/Berlin", "allow", 5L, Duration.ofMinutes(10), false));
    assertThat(updated("--label-add a=b")).isEqualTo(NIGHTLY);
  }

  @Test
  void anEmptyScheduleTakesItAway() throws IOException {
    assertThat(updated("--schedule", "")).isEqualTo(Schedule.of(""));
  }

  @Test
  void aRunByHandIsAForcedUpdate() throws IOException {
    ServiceSpec spec = sent("service", "run", "-d", "job");
    assertThat(spec.taskTemplate().forceUpdate()).isEqualTo(4);
    assertThat(spec.schedule()).isEqualTo(NIGHTLY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          service create --schedule @daily x | --schedule can only be used with replicated-job or global-job mode
          service create --mode global-job --schedule-history 3 x | without --schedule nothing else can be said of the schedule
          service update -d --schedule @daily web | the service is no job: only jobs follow a schedule
          service update -d --schedule-suspend plain | the job has no schedule: give it one with --schedule
          service update -d --schedule= --schedule-history=3 job | --schedule "" takes the schedule away and all that is said of it
          service run -d web | web is no job; 'jswarm service update --force' replaces the tasks of a service
          """)
  void contradictionsAreRefused(String line, String message) throws IOException {
    try (FakeDaemon daemon = daemon()) {
      Ran ran = Ran.on(daemon, line.split(" "));
      assertThat(ran.err()).isEqualTo("jswarm: " + message + "\n");
      assertThat(ran.code()).isNotZero();
    }
  }
}
