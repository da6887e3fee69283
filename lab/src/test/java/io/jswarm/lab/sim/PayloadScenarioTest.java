package io.jswarm.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.model.Bytes;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.FileTarget;
import io.jswarm.api.model.PayloadKind;
import io.jswarm.api.model.Secret;
import io.jswarm.api.model.SecretReference;
import io.jswarm.api.model.SecretSpec;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.rpc.PayloadData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who knows a secret while things go wrong. */
class PayloadScenarioTest extends Scene {
  private Secret secret() {
    return Objects.requireNonNull(world.image().secretByName("db"));
  }

  private void makeSecret() {
    SecretSpec spec = new SecretSpec("db", Map.of(), Bytes.ofText("one"), null, null);
    users.submit(leader(), new Command.CreateSecret(spec));
    world.until("there is a secret", () -> world.image().secretByName("db") != null);
  }

  private void deployWithSecret(String name, int replicas) {
    ServiceSpec spec = Users.spec(name, "steady", replicas);
    FileTarget file = new FileTarget("db", "0", "0", 0444);
    ContainerSpec container =
        Objects.requireNonNull(spec.taskTemplate().containerSpec())
            .withPayloads(List.of(new SecretReference(file, secret().id(), "db")), List.of());
    deploy(spec.withTaskTemplate(spec.taskTemplate().withContainerSpec(container)));
  }

  private Set<String> whoKnowsASecret() {
    Set<String> hosts = new TreeSet<>();
    world.workers().stream()
        .filter(worker -> !worker.payloads().isEmpty())
        .forEach(worker -> hosts.add(worker.id));
    return hosts;
  }

  @Test
  void aSecretIsWhereItsTasksAreAlsoAfterEveryDaemonWasKilled() {
    makeSecret();
    deploy("free", "steady", 4);
    deployWithSecret("web", 2);
    Set<String> hosts = new TreeSet<>(running("web").stream().map(Task::nodeId).toList());
    assertThat(whoKnowsASecret()).isEqualTo(hosts).hasSize(2);

    world.managers().hosts().forEach(world.managers()::kill);
    world.workers().forEach(SimWorker::killDaemon);
    world.pass(Duration.ofSeconds(2));
    world.heal();
    world.until("all is well", () -> Convergence.missing(world).isEmpty());
    assertThat(whoKnowsASecret()).isEqualTo(hosts);

    users.submit(leader(), new Command.RemoveService(service("web").id()));
    world.until("nobody knows it", () -> whoKnowsASecret().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233})
  void aRotationHappensWholeThoughTheLeaderDies(int millis) {
    makeSecret();
    deployWithSecret("a", 3);
    deployWithSecret("b", 3);
    List<CommandResult> answers = new ArrayList<>();
    Command rotate =
        new Command.RotatePayload(PayloadKind.SECRET, secret().id(), Bytes.ofText("two"));
    repeat(follower(), request("rotate", rotate), answers);
    world.pass(Duration.ofMillis(millis));

    world.managers().kill(leader().id);

    world.within(Duration.ofSeconds(12), "it is answered", () -> !answers.isEmpty());
    world.heal();
    world.until("all is well", () -> Convergence.missing(world).isEmpty());
    assertThat(secret().number()).isEqualTo(2);
    assertThat(world.image().secrets()).hasSize(2);
    String key = PayloadData.key(PayloadKind.SECRET, secret().id());
    for (String name : List.of("a", "b")) {
      assertThat(running(name))
          .hasSize(3)
          .allMatch(task -> PayloadData.neededBy(task.spec()).equals(List.of(key)));
    }
  }
}
