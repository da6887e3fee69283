package io.jswarm.worker.engine.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.ContainerProcess;
import io.jswarm.worker.engine.NetworkMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

class ContainerRecordTest {
  private static final ContainerPlan PLAN = Plans.plan(1, ContainerSpec.of("bb"));

  static List<NetworkMode> modes() {
    return List.of(
        new NetworkMode.Host(),
        new NetworkMode.Isolated(),
        new NetworkMode.Joined(
            Path.of("/run/a b/ns"),
            List.of("10.0.0.2", "fd00::2"),
            "1.2.3.4",
            List.of(),
            List.of(
                new NetworkMode.Membership("n1", "back", List.of("10.0.0.2/24", "fd00::2/64")))));
  }

  @ParameterizedTest
  @MethodSource("modes")
  void howTheContainerMeetsTheNetworkIsKept(NetworkMode mode) throws IOException {
    ContainerRecord record = record(PLAN.withNetwork(mode));
    assertThat(ContainerRecord.read(Json.writeBytes(record))).isEqualTo(record);
  }

  @Test
  void aRecordOfTheFirstFormatIsStillRead() throws IOException {
    ObjectNode old = Json.read(Json.writeBytes(record(PLAN)), ObjectNode.class);
    old.put("Format", 1);
    ((ObjectNode) old.get("Plan")).put("Network", "HOST");

    assertThat(ContainerRecord.read(Json.writeBytes(old)))
        .isEqualTo(record(PLAN.withNetwork(new NetworkMode.Host())));
  }

  @Test
  void aRecordOfALaterFormatIsRefusedWithTheFormatsThatCanBeRead() {
    byte[] later = "{\"Format\": 3}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> ContainerRecord.read(later))
        .hasMessage("a container record of format 3; this version reads 1 and 2");
  }

  private static ContainerRecord record(ContainerPlan plan) {
    ContainerProcess process =
        new ContainerProcess(List.of("sh"), List.of(), List.of(), "/", "", "", "SIGTERM", false);
    return new ContainerRecord(
        ContainerRecord.FORMAT,
        plan,
        "sha256:0",
        process,
        Instant.EPOCH,
        ContainerRecord.Phase.CREATED,
        0,
        0,
        0,
        0,
        null,
        null,
        List.of());
  }
}
