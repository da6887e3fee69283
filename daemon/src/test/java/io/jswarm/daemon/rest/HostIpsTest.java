package io.jswarm.daemon.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.EndpointSpec;
import io.jswarm.daemon.http.ApiError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class HostIpsTest {
  private static final EndpointSpec NOW =
      Json.read(
          """
          {"Ports":[{"TargetPort":80,"PublishedPort":80,"HostIp":"10.0.0.5"},
                    {"TargetPort":80,"PublishedPort":80,"HostIp":"10.0.0.6"},
                    {"TargetPort":53,"Protocol":"udp","HostIp":"10.0.0.5"},
                    {"TargetPort":81,"PublishedPort":81}]}
          """,
          EndpointSpec.class);

  private static JsonNode spec(String ports) {
    String json = "{\"EndpointSpec\":{\"Ports\":[" + ports + "]}}";
    return Json.mapper().readTree(json);
  }

  private static String hostIps(JsonNode spec) {
    StringBuilder said = new StringBuilder();
    spec.at("/EndpointSpec/Ports")
        .forEach(p -> said.append(p.path("HostIp").asString("-")).append(' '));
    return said.toString().strip();
  }

  @Test
  void aClientThatKnowsNoAddressesKeepsThem() {
    JsonNode spec =
        spec(
            """
            {"TargetPort":80,"PublishedPort":80,"Protocol":"tcp","PublishMode":"ingress"},
            {"TargetPort":80,"PublishedPort":80,"Protocol":"tcp","PublishMode":"ingress"},
            {"TargetPort":53,"Protocol":"udp"},
            {"TargetPort":81,"PublishedPort":81}
            """);
    HostIps.keep(spec, NOW);
    assertThat(hostIps(spec)).isEqualTo("10.0.0.5 10.0.0.6 10.0.0.5 -");
  }

  @Test
  void anotherPortOrAnotherModeIsAnotherBinding() {
    JsonNode spec =
        spec(
            """
            {"TargetPort":80,"PublishedPort":8080},
            {"TargetPort":80,"PublishedPort":80,"PublishMode":"host"},
            {"TargetPort":53,"Protocol":"tcp"}
            """);
    HostIps.keep(spec, NOW);
    assertThat(hostIps(spec)).isEqualTo("- - -");
  }

  @Test
  void whatIsSaidCounts() {
    JsonNode spec = spec("{\"TargetPort\":80,\"PublishedPort\":80,\"HostIp\":\"\"}");
    assertThat(HostIps.areLeftOut(spec)).isFalse();
    HostIps.keep(spec, NOW);
    HostIps.spell(spec);
    assertThat(hostIps(spec)).isEqualTo("-");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.5, 10.0.0.5",
    "0.0.0.0, -",
    "::, -",
    "FD00:0:0::5, fd00::5",
    "0:0:0:0:0:0:0:1, ::1"
  })
  void spellsAddressesInOneWay(String said, String spelled) {
    JsonNode spec = spec("{\"TargetPort\":80,\"HostIp\":\"" + said + "\"}");
    HostIps.spell(spec);
    assertThat(hostIps(spec)).isEqualTo(spelled);
  }

  @Test
  void refusesNames() {
    assertThatThrownBy(() -> HostIps.spell(spec("{\"HostIp\":\"localhost\"}")))
        .isInstanceOf(ApiError.class)
        .hasMessageContaining("invalid HostIp \"localhost\"");
  }
}
