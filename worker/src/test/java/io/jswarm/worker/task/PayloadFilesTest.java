package io.jswarm.worker.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.model.Bytes;
import io.jswarm.api.model.ConfigReference;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.FileTarget;
import io.jswarm.api.model.PayloadKind;
import io.jswarm.api.model.Platform;
import io.jswarm.api.model.SecretReference;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.rpc.ManagerMessage.Assignment;
import io.jswarm.api.rpc.PayloadData;
import io.jswarm.api.template.TemplateException;
import io.jswarm.worker.engine.ContainerFile;
import io.jswarm.worker.engine.EngineException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadFilesTest {
  private static final NodeFacts NODE =
      new NodeFacts("n1", "host-1", new Platform("x86_64", "linux"));

  private static PayloadData data(PayloadKind kind, String id, String text, boolean template) {
    return new PayloadData(kind, id, "name of " + id, Bytes.ofText(text), template);
  }

  /** A task with a secret x1 at {@code key} and a config c1 at {@code conf}. */
  private static Assignment task() {
    ContainerSpec container =
        ContainerSpec.of("busybox:latest")
            .withEnv(List.of("COLOUR=blue", "WHERE={{.Node.Hostname}}"))
            .withPayloads(
                List.of(
                    new SecretReference(new FileTarget("key", "1", "2", 0400), "x1", "name of x1")),
                List.of(
                    new ConfigReference(
                        new FileTarget("conf", "0", "0", 0444), null, "c1", "name of c1")));
    Assignment plain = Sample.web("t1");
    return plain.withTask(plain.task().withSpec(TaskSpec.of(container)));
  }

  private static List<ContainerFile> files(PayloadData... payloads) {
    Assignment task = task();
    return PayloadFiles.of(task, NODE, ContainerPlans.plan(task, NODE), List.of(payloads));
  }

  private static String config(String template) {
    return files(
            data(PayloadKind.SECRET, "x1", "pass{{word", false),
            data(PayloadKind.CONFIG, "c1", template, true))
        .getLast()
        .data()
        .toText();
  }

  @Test
  void filesLieWhereDockerPutsThem() {
    assertThat(
            files(
                data(PayloadKind.SECRET, "x1", "a", false),
                data(PayloadKind.CONFIG, "c1", "{{b}}", false)))
        .containsExactly(
            new ContainerFile("/run/secrets/key", Bytes.ofText("a"), "1", "2", 0400),
            new ContainerFile("/conf", Bytes.ofText("{{b}}"), "0", "0", 0444));
    assertThat(PayloadFiles.target(PayloadKind.SECRET, "/etc/key")).isEqualTo("/etc/key");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      delimiter = '|',
      value = {
        "a {{.Service.Name}} b|a web b",
        "{{.Node.ID}}/{{ .Node.Hostname }}|n1/host-1",
        "{{.Task.Slot}}{{/* nothing */}}|1",
        "{{env \"COLOUR\"}} {{env \"NONE\"}}.|blue .",
        "{{env \"WHERE\"}}|host-1",
        "{{secret \"key\"}}|pass{{word",
        "{{secret `key`}}|pass{{word",
        "{{if eq .Task.Slot \"1\"}}{{len (secret \"key\")}}{{end}}|10",
        "{{- config \"conf\" -}}|{{- config \"conf\" -}}",
      })
  void templatesAreFilledInOnTheNode(String template, String text) {
    assertThat(config(template)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{{secret \"no\"}}|expanding config name of c1 failed: template: expansion:1:2: executing \"expansion\""
            + " at <secret \"no\">: error calling secret: secret target no not found",
        "{{config \"no\"}}|error calling config: config target no not found",
        "{{.Nope}}|evaluate field Nope in type *template.PayloadContext",
        "{{range .Service.Labels}}|unexpected EOF",
        "{{env .Service}}|wrong type for value; expected string; got struct",
        "{{secret \"key\"|unclosed action",
      })
  void whatCannotBeFilledInIsSaid(String template, String sentence) {
    assertThatThrownBy(() -> config(template))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void aSmallTemplateDoesNotFillTheMemory() {
    PayloadData secret = data(PayloadKind.SECRET, "x1", "x".repeat(500_000), false);
    PayloadData config = data(PayloadKind.CONFIG, "c1", "{{secret \"key\"}}".repeat(10_000), true);
    assertThatThrownBy(() -> files(secret, config)).hasMessageContaining("longer than 4194304");
  }

  @Test
  void aPayloadThatIsNotHereIsNamed() {
    assertThatThrownBy(() -> files(data(PayloadKind.CONFIG, "c1", "", false)))
        .isInstanceOf(EngineException.Rejected.class)
        .hasMessage("secret name of x1 (x1) is not in the cluster any more");
  }
}
