package io.jswarm.daemon.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.Schedule;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.daemon.http.ApiVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class SchedulesTest {
  private static final String SCHEDULE =
      "{\"Cron\":\"@daily\",\"TimeZone\":\"Europe/Berlin\",\"History\":5,\"Deadline\":60000000000}";

  private static ObjectNode spec(String mode) {
    return (ObjectNode)
        Json.mapper()
            .readTree(
                "{\"Name\":\"w\",\"TaskTemplate\":{\"ContainerSpec\":{}},\"Mode\":" + mode + "}");
  }

  private static ServiceSpec read(ObjectNode spec) {
    return SpecInput.service(spec, ApiVersion.MAX);
  }

  /** What is left of the schedule after an update that says this of the mode. */
  private static @Nullable Schedule after(String before, String update) {
    ObjectNode spec = spec(update);
    OwnFields.keep(spec, read(spec(before)));
    return read(spec).schedule();
  }

  @Test
  void aScheduleIsReadAndWrittenAsItIs() {
    ServiceSpec spec = read(spec("{\"ReplicatedJob\":{\"Schedule\":" + SCHEDULE + "}}"));
    assertThat(Json.write(spec.mode()))
        .isEqualTo(
            "{\"ReplicatedJob\":{\"MaxConcurrent\":1,\"TotalCompletions\":1,\"Schedule\":"
                + SCHEDULE
                + "}}");
    assertThat(Json.read(Json.write(spec), ServiceSpec.class)).isEqualTo(spec);
  }

  @Test
  void aClientThatDoesNotKnowItKeepsIt() {
    String before = "{\"ReplicatedJob\":{\"TotalCompletions\":2,\"Schedule\":" + SCHEDULE + "}}";
    Schedule schedule = read(spec(before)).schedule();
    assertThat(schedule).isNotNull();
    assertThat(after(before, "{\"ReplicatedJob\":{\"TotalCompletions\":5}}")).isEqualTo(schedule);
    assertThat(after("{\"GlobalJob\":{\"Schedule\":" + SCHEDULE + "}}", "{\"GlobalJob\":{}}"))
        .isEqualTo(schedule);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "{\"Cron\":\"\"}", "{\"Cron\":\" \",\"History\":3}"})
  void aClientThatSaysSoTakesItAway(String nothing) {
    assertThat(
            after(
                "{\"GlobalJob\":{\"Schedule\":" + SCHEDULE + "}}",
                "{\"GlobalJob\":{\"Schedule\":" + nothing + "}}"))
        .isNull();
  }

  @Test
  void aServiceThatIsNoJobGetsNone() {
    assertThat(read(spec("{\"Replicated\":{\"Replicas\":1}}")).schedule()).isNull();
  }
}
