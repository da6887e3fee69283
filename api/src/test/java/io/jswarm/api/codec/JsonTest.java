package io.jswarm.api.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.model.Bytes;
import io.jswarm.api.model.ConfigSpec;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Placement;
import io.jswarm.api.model.RestartPolicy;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Swarm;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.UpdateConfig;
import io.jswarm.api.model.Version;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
  @Test
  void everyFieldOfTheNewestSupportedSpecSurvives() throws IOException {
    String text;
    try (InputStream in = JsonTest.class.getResourceAsStream("samples/ServiceSpecOf147.json")) {
      text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    ServiceSpec spec = Json.read(text, ServiceSpec.class);
    assertThat(Json.mapper().readTree(Json.write(spec))).isEqualTo(Json.mapper().readTree(text));
    assertThat(Cbor.STRICT.read(Cbor.STRICT.write(spec), ServiceSpec.class)).isEqualTo(spec);
  }

  @Test
  void unknownMembersAreIgnoredAndNamesMayBeInAnyCase() {
    ServiceSpec spec =
        Json.read(
            "{\"name\":\"web\",\"Later\":{\"a\":[1]},\"TASKTEMPLATE\":{\"Placement\":{\"X\":1}}}",
            ServiceSpec.class);
    assertThat(spec.name()).isEqualTo("web");
    assertThat(spec.taskTemplate().placementOrAnywhere()).isEqualTo(Placement.ANYWHERE);
  }

  @Test
  void aMinimalSpecIsWrittenWithWhatDockerAlwaysWrites() {
    ServiceSpec spec = Json.read("{\"Name\":\"web\"}", ServiceSpec.class);
    assertThat(Json.write(spec))
        .isEqualTo(
            "{\"Name\":\"web\",\"Labels\":{},\"TaskTemplate\":{\"ForceUpdate\":0},\"Mode\":{}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"TaskTemplate":{"ContainerSpec":{"Env":"A=1"}}}                | TaskTemplate.ContainerSpec.Env
          {"TaskTemplate":{"ContainerSpec":{"Env":[1]}}}                  | TaskTemplate.ContainerSpec.Env[0]
          {"TaskTemplate":{"ContainerSpec":{"Env":[null]}}}               | TaskTemplate.ContainerSpec.Env[0]
          {"TaskTemplate":{"ContainerSpec":{"TTY":"yes"}}}                | TaskTemplate.ContainerSpec.TTY
          {"TaskTemplate":{"ContainerSpec":{"StopGracePeriod":"10s"}}}    | TaskTemplate.ContainerSpec.StopGracePeriod
          {"Mode":{"Replicated":{"Replicas":"3"}}}                        | Mode.Replicated.Replicas
          {"Mode":{"Replicated":{"Replicas":1.5}}}                        | Mode.Replicated.Replicas
          {"EndpointSpec":{"Ports":[{"TargetPort":80},{"TargetPort":"x"}]}} | EndpointSpec.Ports[1].TargetPort
          {"EndpointSpec":{"Ports":[{"TargetPort":99999999999}]}}         | EndpointSpec.Ports[0].TargetPort
          {"Labels":[]}                                                   | Labels
          """)
  void aWrongTypeIsRefusedAndTheMemberNamed(String text, String member) {
    assertThatThrownBy(() -> Json.read(text, ServiceSpec.class))
        .isInstanceOf(BadDocument.class)
        .hasMessageStartingWith(member + ": ");
  }

  @Test
  void whatIsNotJsonIsRefused() {
    assertThatThrownBy(() -> Json.read("{\"Name\":", ServiceSpec.class))
        .isInstanceOf(BadDocument.class);
  }

  @Test
  void zeroThatWasSaidIsToldFromNothing() {
    TaskSpec said =
        Json.read("{\"RestartPolicy\":{\"Delay\":0,\"MaxAttempts\":0}}", TaskSpec.class);
    assertThat(said.restartPolicy()).isEqualTo(new RestartPolicy("", Duration.ZERO, 0L, null));
    TaskSpec unsaid = Json.read("{\"RestartPolicy\":{\"Delay\":null}}", TaskSpec.class);
    assertThat(unsaid.restartPolicy()).isEqualTo(RestartPolicy.UNSET);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T00:23:39.893876759Z",
    "2026-11-22T00:23:39.5Z",
    "2026-11-22T00:23:39Z",
    "0001-01-01T00:00:00Z"
  })
  void timesKeepTheirNanosecondsAndNoMoreDigitsThanNeeded(String text) {
    Version version = new Version(3);
    String document =
        "{\"ID\":\"a\",\"Version\":{\"Index\":3},\"CreatedAt\":\"" + text + "\",\"Spec\":{}}";
    Swarm swarm = Json.read(document, Swarm.class);
    assertThat(swarm.version()).isEqualTo(version);
    assertThat(swarm.createdAt()).isEqualTo(Instant.parse(text));
    assertThat(Json.write(swarm)).contains("\"CreatedAt\":\"" + text + "\"");
    assertThat(Cbor.STRICT.read(Cbor.STRICT.write(swarm), Swarm.class)).isEqualTo(swarm);
  }

  @Test
  void timesMayCarryAnOffset() {
    Swarm swarm =
        Json.read("{\"CreatedAt\":\"2026-01-01T02:00:00+02:00\",\"Spec\":{}}", Swarm.class);
    assertThat(swarm.createdAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @Test
  void payloadsAreBase64InJsonAndBinaryInCbor() {
    ConfigSpec spec = Json.read("{\"Name\":\"c\",\"Data\":\"Y29uZg==\"}", ConfigSpec.class);
    assertThat(spec.data()).isEqualTo(Bytes.ofText("conf"));
    assertThat(Json.write(spec)).contains("\"Data\":\"Y29uZg==\"");
    assertThat(new String(Cbor.STRICT.write(spec), StandardCharsets.ISO_8859_1)).contains("conf");
    assertThat(spec).hasToString(spec.toString()).asString().doesNotContain("conf");
  }

  @Test
  void wholeNumbersHaveNoDecimalPoint() {
    assertThat(Json.write(UpdateConfig.DEFAULT)).contains("\"MaxFailureRatio\":0,");
  }

  @Test
  void onlyTheStrictReaderRefusesUnknownMembers() {
    byte[] data = Cbor.STRICT.write(ContainerSpec.of("img"));
    assertThat(Cbor.LENIENT.read(data, Version.class)).isEqualTo(Version.ZERO);
    assertThatThrownBy(() -> Cbor.STRICT.read(data, Version.class))
        .isInstanceOf(BadDocument.class)
        .hasMessageContaining("Image");
  }
}
