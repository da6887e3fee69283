package io.jswarm.worker.engine.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.codec.Json;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class SeccompTest {
  private static final String PROFILE =
      """
      {"defaultAction":"SCMP_ACT_ERRNO","defaultErrnoRet":1,
       "archMap":[{"architecture":"SCMP_ARCH_X86_64","subArchitectures":["SCMP_ARCH_X86"]},
                  {"architecture":"SCMP_ARCH_AARCH64","subArchitectures":null}],
       "syscalls":[
        {"names":["always"],"action":"SCMP_ACT_ALLOW","args":[],"includes":{},"excludes":{}},
        {"names":["arm"],"action":"SCMP_ACT_ALLOW","includes":{"arches":["arm64"]}},
        {"names":["notX86"],"action":"SCMP_ACT_ALLOW","excludes":{"arches":["amd64"]}},
        {"names":["admin"],"action":"SCMP_ACT_ALLOW","includes":{"caps":["CAP_SYS_ADMIN"]}},
        {"names":["notAdmin"],"action":"SCMP_ACT_ERRNO","errnoRet":38,"excludes":{"caps":["CAP_SYS_ADMIN"]}},
        {"names":["kernel4"],"action":"SCMP_ACT_ALLOW","includes":{"minKernel":"4.8"}},
        {"names":["kernel9"],"action":"SCMP_ACT_ALLOW","includes":{"minKernel":"9.1"}},
        {"name":"old","action":"SCMP_ACT_ALLOW","args":[{"index":0,"value":8,"op":"SCMP_CMP_EQ"}]}]}
      """;

  private static JsonNode resolve(String architecture, List<String> capabilities) {
    return new Seccomp(Json.mapper().readTree(PROFILE), architecture, "6.1.0-13-amd64")
        .resolve(capabilities);
  }

  private static List<String> names(JsonNode resolved) {
    return StreamSupport.stream(resolved.path("syscalls").spliterator(), false)
        .map(each -> each.path("names").get(0).asString(""))
        .toList();
  }

  @Test
  void rulesAreTakenByArchitectureRightsAndKernel() {
    assertThat(names(resolve("amd64", List.of("CAP_CHOWN"))))
        .containsExactly("always", "notAdmin", "kernel4", "old");
    assertThat(names(resolve("arm64", List.of("CAP_SYS_ADMIN"))))
        .containsExactly("always", "arm", "notX86", "admin", "kernel4", "old");
  }

  @Test
  void theResultIsThePlainFormatOfTheRuntime() {
    assertThat(Json.write(resolve("amd64", List.of())))
        .isEqualTo(
            """
            {"defaultAction":"SCMP_ACT_ERRNO","defaultErrnoRet":1,\
            "architectures":["SCMP_ARCH_X86_64","SCMP_ARCH_X86"],"syscalls":[\
            {"names":["always"],"action":"SCMP_ACT_ALLOW"},\
            {"names":["notAdmin"],"action":"SCMP_ACT_ERRNO","errnoRet":38},\
            {"names":["kernel4"],"action":"SCMP_ACT_ALLOW"},\
            {"names":["old"],"action":"SCMP_ACT_ALLOW",\
            "args":[{"index":0,"value":8,"op":"SCMP_CMP_EQ"}]}]}\
            """);
  }
}
