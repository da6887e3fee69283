package io.jswarm.manager.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.codec.Json;
import io.jswarm.api.command.Command;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.manager.bench.Bench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images and templates no node could read, refused before a task is made, and those it can. */
class ContainerValidationTest {
  private final Bench bench = Bench.withNodes(1);

  private static ServiceSpec spec(String image, String container, String task) {
    return Json.read(
        "{\"Name\":\"web\",\"Labels\":{\"zone\":\"a\"},\"TaskTemplate\":{\"ContainerSpec\":{\"Image\":\"%s\"%s}%s}}"
            .formatted(image, container, task),
        ServiceSpec.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"busybox:latest:x", "BusyBox", "busybox@sha256:12", "a b", "-", "a//b"})
  void imagesAreRefusedInCreatesAndUpdates(String image) {
    String sentence = "ContainerSpec: \"" + image + "\" is not a valid repository/tag";
    assertThat(bench.refusal(new Command.CreateService(spec(image, "", ""), null)))
        .isEqualTo(sentence);

    Service web = bench.create(spec("busybox", "", ""));
    long version = bench.service(web.id()).version().index();
    assertThat(
            bench.refusal(new Command.UpdateService(web.id(), version, spec(image, "", ""), null)))
        .isEqualTo(sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "busybox",
        "r.example.org:5000/a/b:1",
        "a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
      })
  void imagesThatNodesCanReadAreTaken(String image) {
    assertThat(ServiceValidation.check(spec(image, "", ""))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          "Env":["A={{.Nope}}"] | expanding env failed: expanding env "A={{.Nope}}": template: expansion:1:2: executing "expansion" at <.Nope>: can't evaluate field Nope in type *template.Context
          "Hostname":"{{.Node.Nope}}" | expanding hostname failed: template: expansion:1:7: executing "expansion" at <.Node.Nope>: can't evaluate field Nope in type struct { ID string; Hostname string; Platform template.Platform }
          "Env":["A={{"] | expanding env failed: expanding env "A={{": template: expansion:1: unclosed action
          "Env":["A={{.Service.Labels.none}}"] | expanding env failed: expanding env "A={{.Service.Labels.none}}": template: expansion:1:10: executing "expansion" at <.Service.Labels.none>: map has no entry for key "none"
          "Mounts":[{"Type":"volume","Source":"{{.Nope}}","Target":"/t"}] | expanding mounts failed: expanding mount source "{{.Nope}}": template: expansion:1:2: executing "expansion" at <.Nope>: can't evaluate field Nope in type *template.Context
          "Mounts":[{"Type":"volume","Target":"/{{.Task.Slot}}"},{"Type":"tmpfs","Target":"/1"}] | ContainerSpec: duplicate mount point: /1
          "Mounts":[{"Type":"nosuch","Source":"{{","Target":"/t"}] | invalid MountType: "nosuch"
          """)
  void templatesAreTriedBeforeATaskIsMade(String container, String sentence) {
    ServiceSpec bad = spec("busybox", "," + container, "");
    assertThat(bench.refusal(new Command.CreateService(bad, null))).isEqualTo(sentence);

    Service web = bench.create(spec("busybox", "", ""));
    long version = bench.service(web.id()).version().index();
    assertThat(bench.refusal(new Command.UpdateService(web.id(), version, bad, null)))
        .isEqualTo(sentence);
  }

  @Test
  void templatesComeBeforeTheImageAsAtDocker() {
    assertThat(bench.refusal(new Command.CreateService(spec("", ",\"Hostname\":\"{{\"", ""), null)))
        .isEqualTo("expanding hostname failed: template: expansion:1: unclosed action");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Env\":[\"A={{.Service.Labels.zone}}\",\"B={{index .Service.Labels `none`}}\"]",
        "\"Env\":[\"{{.Nope}}\"]",
        "\"Hostname\":\"{{if eq .Task.Slot `1`}}first{{else}}{{.Node.Hostname}}{{end}}\"",
      })
  void templatesThatNodesCanFillInAreTaken(String container) {
    assertThat(ServiceValidation.check(spec("busybox", "," + container, ""))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "100000, 0.0001",
    "10000, 1e-05",
    "1, 1e-09",
    "-1000000000, -1",
    "-1500000000, -1.5",
    "-1000000000000000, -1e+06"
  })
  void processorsAreWrittenAsGoWritesThem(long nanoCpus, String text) {
    String sentence = "invalid cpu value " + text + ": Must be at least 0.001";
    for (String kind : new String[] {"Limits", "Reservations"}) {
      String resources = ",\"Resources\":{\"%s\":{\"NanoCPUs\":%d}}".formatted(kind, nanoCpus);
      assertThat(bench.refusal(new Command.CreateService(spec("busybox", "", resources), null)))
          .isEqualTo(sentence);
    }
  }
}
