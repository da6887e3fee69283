package io.jswarm.manager.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.ServiceSpec;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options of containers that make no sense on any node, and those that do. */
final class OptionValidationTest {
  private static Optional<String> check(String container, String task) {
    String spec =
        "{\"Name\":\"web\",\"TaskTemplate\":{\"ContainerSpec\":{\"Image\":\"busybox\"%s}%s}}"
            .formatted(container, task);
    return ServiceValidation.check(Json.read(spec, ServiceSpec.class))
        .map(refusal -> refusal.message());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "Healthcheck":{"Interval":999999}   | Interval in HealthConfig cannot be less than 1ms
          "Healthcheck":{"Timeout":1}         | Timeout in HealthConfig cannot be less than 1ms
          "Healthcheck":{"StartPeriod":1}     | StartPeriod in HealthConfig cannot be less than 1ms
          "Healthcheck":{"StartInterval":1}   | StartInterval in HealthConfig cannot be less
          "Healthcheck":{"Retries":-1}        | Retries in HealthConfig cannot be negative
          "Healthcheck":{"Test":["HTTP","/"]} | must begin with NONE, CMD or CMD-SHELL, not "HTTP"
          "Isolation":"hyperv"                | invalid isolation "hyperv"
          "Privileges":{"CredentialSpec":{"File":"a"}} | credential specs are for containers on Windows
          "Privileges":{"SELinuxContext":{"Disable":true}} | do not label containers for SELinux
          "Privileges":{"Seccomp":{"Mode":"strict"}} | invalid seccomp mode "strict"
          "Privileges":{"Seccomp":{"Mode":"custom"}} | seccomp mode custom needs a profile
          "Privileges":{"Seccomp":{"Mode":"default","Profile":"e30="}} | only taken with seccomp mode custom
          "Privileges":{"AppArmor":{"Mode":"mine"}} | invalid AppArmor mode "mine"
          """)
  void whatMakesNoSenseOfAContainerIsRefused(String option, String message) {
    assertThat(check("," + option, "").orElseThrow()).contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "LogDriver":{"Name":"local","Options":{"labels":"a"}} | unknown log opt 'labels' for local log driver
          "LogDriver":{"Options":{"colour":"a"}} | unknown log opt 'colour' for json-file log driver
          "LogDriver":{"Name":"none","Options":{"max-size":"1m"}} | unknown log opt 'max-size' for none log
          "Resources":{"SwapBytes":1} | set a memory limit too
          "Resources":{"SwapBytes":-2} | invalid memory swap -2
          "Resources":{"MemorySwappiness":101} | invalid memory swappiness 101
          """)
  void whatMakesNoSenseOfATaskIsRefused(String option, String message) {
    assertThat(check("", "," + option).orElseThrow()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Healthcheck\":{\"Test\":[\"NONE\"]}",
        "\"Healthcheck\":{\"Interval\":1000000,\"Retries\":1}",
        "\"Isolation\":\"default\"",
        "\"Privileges\":{\"CredentialSpec\":null,\"SELinuxContext\":null,\"NoNewPrivileges\":true}",
        "\"Privileges\":{\"Seccomp\":{\"Mode\":\"custom\",\"Profile\":\"e30=\"}}",
        "\"Privileges\":{\"AppArmor\":{\"Mode\":\"disabled\"}}",
        "\"OpenStdin\":true"
      })
  void whatNodesCanDoIsTaken(String option) {
    assertThat(check("," + option, "")).isEmpty();
  }
}
