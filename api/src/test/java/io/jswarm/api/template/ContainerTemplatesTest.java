package io.jswarm.api.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Mount;
import io.jswarm.api.model.VolumeOptions;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ContainerTemplatesTest {
  private static ContainerSpec expand(String members) {
    ContainerSpec spec = Json.read("{\"Image\":\"busybox\"," + members + "}", ContainerSpec.class);
    return ContainerTemplates.expand(spec, TemplatesTest.WEB);
  }

  @Test
  void valuesAreFilledInAndNamesAreNot() {
    ContainerSpec expanded =
        expand(
            """
            "Env":["A={{.Task.ID}}","{{.Nope}}","B"],"Hostname":"{{.Service.Name}}-{{.Task.Slot}}",
            "Mounts":[{"Type":"volume","Source":"{{.Service.Name}}","Target":"/{{.Task.Slot}}",
              "VolumeOptions":{"Labels":{"{{k}}":"{{.Node.ID}}"},
                "DriverConfig":{"Name":"local","Options":{"device":"{{.Node.Hostname}}"}}}}]
            """);

    assertThat(expanded.env()).containsExactly("A=t1", "{{.Nope}}", "B");
    assertThat(expanded.hostname()).isEqualTo("web-1");
    Mount mount = expanded.mounts().getFirst();
    assertThat(mount.source()).isEqualTo("web");
    assertThat(mount.target()).isEqualTo("/1");
    VolumeOptions options = Objects.requireNonNull(mount.volumeOptions());
    assertThat(options.labels()).containsExactly(Map.entry("{{k}}", "n1"));
    assertThat(Objects.requireNonNull(options.driverConfig()).options())
        .containsExactly(Map.entry("device", "host1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          "Env":["A={{"] | env failed: expanding env "A={{": template: expansion:1: unclosed action
          "Env":["A=\\"{{"] | env failed: expanding env "A=\\"{{": template: expansion:1: unclosed action
          "Hostname":"{{" | hostname failed: template: expansion:1: unclosed action
          "Mounts":[{"Source":"{{","Target":"/t"}] | mounts failed: expanding mount source "{{": template: expansion:1: unclosed action
          "Mounts":[{"Target":"/{{"}] | mounts failed: expanding mount target "/{{": template: expansion:1: unclosed action
          "Mounts":[{"VolumeOptions":{"Labels":{"a":"{{"}}}] | mounts failed: expanding volume labels: expanding map entry "a"="{{": template: expansion:1: unclosed action
          "Mounts":[{"VolumeOptions":{"DriverConfig":{"Options":{"a":"{{"}}}}] | mounts failed: expanding volume driver config: expanding map entry "a"="{{": template: expansion:1: unclosed action
          "Env":["A={{.Nope}}"],"Hostname":"{{" | env failed: expanding env "A={{.Nope}}": template: expansion:1:2: executing "expansion" at <.Nope>: can't evaluate field Nope in type *template.Context
          """)
  void whatIsWrongIsSaidWithItsPlace(String members, String sentence) {
    assertThatThrownBy(() -> expand(members)).hasMessage("expanding " + sentence);
  }
}
