package io.jswarm.scheduler;

import static io.jswarm.scheduler.Cluster.PLAIN;
import static io.jswarm.scheduler.Cluster.explanation;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.Placement;
import io.jswarm.api.model.Platform;
import io.jswarm.api.model.PluginDescription;
import io.jswarm.api.model.PortConfig;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.Version;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Why tasks wait, in the words users of Swarm know. */
class ExplanationsTest {
  @Test
  void aNodeThatIsPausedOrDrainedIsNotAvailable() {
    Cluster cluster = new Cluster();
    var node = Nodes.ready("id1");
    cluster.with(node.withSpec(node.spec().withAvailability("pause")));
    cluster.add("s", 1, PLAIN);
    assertThat(explanation(cluster.schedule()))
        .isEqualTo("no suitable node (1 node not available for new tasks)");
    cluster.with(node.withSpec(node.spec().withAvailability("active")));
    cluster.schedule();
    assertThat(cluster.spread("s")).isEqualTo(Map.of("id1", 1));
  }

  @Test
  void constraintsNoNodeSatisfies() {
    Cluster cluster = new Cluster().with(Nodes.ready("a"), Nodes.ready("b"), Nodes.ready("c"));
    cluster.add("s", 1, Tasks.constrained("node.labels.disk==ssd"));
    assertThat(explanation(cluster.schedule()))
        .isEqualTo("no suitable node (scheduling constraints not satisfied on 3 nodes)");
    cluster.with(Nodes.labelled("d", Map.of("disk", "SSD")));
    cluster.schedule();
    assertThat(cluster.spread("s")).isEqualTo(Map.of("d", 1));
  }

  @Test
  void platformsNoNodeHas() {
    Cluster cluster =
        new Cluster()
            .with(
                Nodes.on("a", "x86_64", "linux"),
                Nodes.on("b", "x86_64", "windows"),
                Nodes.on("c", "amd64", "linux"));
    cluster.add("arm", 1, platform("arm64", "linux"));
    assertThat(explanation(cluster.schedule()))
        .isEqualTo("no suitable node (unsupported platform on 3 nodes)");
    cluster.with(Nodes.on("d", "aarch64", "linux"));
    cluster.add("amd", 2, platform("amd64", "linux"));
    cluster.add("any", 1, platform("", "windows"));
    cluster.schedule();
    assertThat(cluster.spread("arm")).isEqualTo(Map.of("d", 1));
    assertThat(cluster.spread("amd")).isEqualTo(Map.of("a", 1, "c", 1));
    assertThat(cluster.spread("any")).isEqualTo(Map.of("b", 1));
  }

  private static TaskSpec platform(String architecture, String os) {
    return PLAIN.withPlacement(
        new Placement(List.of(), List.of(), 0, List.of(new Platform(architecture, os))));
  }

  @Test
  void aPortOfTheNodeIsHeldByOneTaskAtATime() {
    Cluster cluster = new Cluster().with(Nodes.ready("a"), Nodes.ready("b"));
    EndpointSpec web = hostPort(80, "tcp");
    List<Task> first = cluster.add("s", 3, PLAIN, new Version(1), web);
    assertThat(explanation(cluster.schedule()))
        .isEqualTo("no suitable node (host-mode port already in use on 2 nodes)");
    cluster.add("udp", 2, PLAIN, new Version(1), hostPort(80, "udp"));
    cluster.add("chosen", 2, PLAIN, new Version(1), hostPort(0, "tcp"));
    cluster.schedule();
    assertThat(cluster.spread("udp")).hasSize(2);
    assertThat(cluster.spread("chosen")).hasSize(2);
    cluster.observe(first.getFirst().id(), TaskState.FAILED);
    cluster.schedule();
    assertThat(cluster.spread("s")).isEqualTo(Map.of("a", 1, "b", 1));
  }

  @Test
  void theSamePortOfAnotherAddressIsFree() {
    Cluster cluster = new Cluster().with(Nodes.ready("a"));
    cluster.add("one", 1, PLAIN, new Version(1), boundTo("10.0.0.5"));
    cluster.add("two", 1, PLAIN, new Version(1), boundTo("10.0.0.6"));
    cluster.schedule();
    assertThat(cluster.spread("one")).hasSize(1);
    assertThat(cluster.spread("two")).hasSize(1);
    cluster.add("again", 1, PLAIN, new Version(1), boundTo("10.0.0.6"));
    assertThat(explanation(cluster.schedule()))
        .isEqualTo("no suitable node (host-mode port already in use on 1 node)");
    cluster.add("every", 1, PLAIN, new Version(1), hostPort(80, "tcp"));
    cluster.schedule();
    assertThat(cluster.spread("every")).isEmpty();
  }

  private static EndpointSpec boundTo(String address) {
    return new EndpointSpec(
        "", List.of(new PortConfig("", "tcp", 80, 80, "host").withHostIp(address)));
  }

  private static EndpointSpec hostPort(int port, String protocol) {
    return new EndpointSpec("", List.of(new PortConfig("", protocol, 80, port, "host")));
  }

  @Test
  void noNodeGetsMoreThanTheMostReplicas() {
    Cluster cluster = new Cluster().with(Nodes.ready("a"), Nodes.ready("b"));
    cluster.add("s", 5, Tasks.atMost(2));
    assertThat(explanation(cluster.schedule()))
        .isEqualTo("no suitable node (max replicas per node limit exceed)");
    assertThat(cluster.spread("s")).isEqualTo(Map.of("a", 2, "b", 2));
  }

  @Test
  void theMostFrequentReasonComesFirst() {
    Cluster cluster =
        new Cluster()
            .with(Nodes.ready("a"), Nodes.ready("b"))
            .with(Nodes.down("c"))
            .with(Nodes.labelled("d", Map.of("x", "1")));
    TaskSpec spec =
        Tasks.constrained("node.labels.x==1")
            .withResources(Tasks.reserving(1_000_000_000, 0).resources());
    cluster.add("s", 1, spec);
    assertThat(explanation(cluster.schedule()))
        .isEqualTo(
            "no suitable node (insufficient resources on 3 nodes; 1 node not available for new tasks)");
  }

  @Test
  void pluginsNoNodeHas() {
    PluginDescription jsonLog = new PluginDescription("Log", "json-file");
    PluginDescription nfs = new PluginDescription("Volume", "nfs:latest");
    PluginDescription fluent = new PluginDescription("Log", "fluentd");
    Cluster cluster =
        new Cluster()
            .with(
                Nodes.withEngine("a", Map.of(), jsonLog),
                Nodes.withEngine("b", Map.of(), jsonLog, new PluginDescription("Volume", "local")));
    cluster.add("v", 1, volumeBy("nfs"));
    assertThat(explanation(cluster.schedule()))
        .isEqualTo("no suitable node (missing plugin on 2 nodes)");
    cluster.with(Nodes.withEngine("c", Map.of(), jsonLog, nfs));
    cluster.schedule();
    assertThat(cluster.spread("v")).isEqualTo(Map.of("c", 1));

    cluster.add("local", 1, volumeBy("local"));
    cluster.add("l", 1, logBy("fluentd"));
    assertThat(explanation(cluster.schedule()))
        .isEqualTo("no suitable node (missing plugin on 3 nodes)");
    assertThat(cluster.spread("local")).hasSize(1);
    cluster.with(Nodes.withEngine("d", Map.of(), fluent));
    cluster.add("none", 1, logBy("none"));
    cluster.schedule();
    assertThat(cluster.spread("l")).isEqualTo(Map.of("d", 1));
    assertThat(cluster.spread("none")).hasSize(1);
  }

  private static TaskSpec volumeBy(String driver) {
    String mount =
        "{\"Image\":\"img\",\"Mounts\":[{\"Type\":\"volume\",\"Target\":\"/v\",\"VolumeOptions\":"
            + "{\"DriverConfig\":{\"Name\":\""
            + driver
            + "\"}}}]}";
    return TaskSpec.of(Json.read(mount, ContainerSpec.class));
  }

  private static TaskSpec logBy(String driver) {
    return Json.read("{\"LogDriver\":{\"Name\":\"" + driver + "\"}}", TaskSpec.class);
  }

  @Test
  void clusterVolumesAreNowhere() {
    Cluster cluster = new Cluster().with(Nodes.ready("a"));
    String container = "{\"Mounts\":[{\"Type\":\"cluster\",\"Source\":\"v\",\"Target\":\"/v\"}]}";
    cluster.add("s", 1, TaskSpec.of(Json.read(container, ContainerSpec.class)));
    assertThat(explanation(cluster.schedule()))
        .isEqualTo(
            "no suitable node (cannot fulfill requested CSI volume mounts on 1 node: there is no"
                + " cluster volume v)");
  }

  @Test
  void aTaskMadeForANodeIsConfirmedThereOrToldWhyNot() {
    Cluster cluster = new Cluster().with(Nodes.offering("a", 0, 1000), Nodes.offering("b", 0, 10));
    Task fits = cluster.addFor("a", "g", Tasks.reserving(0, 600));
    Task tooBig = cluster.addFor("b", "g", Tasks.reserving(0, 600));
    cluster.add("s", 1, Tasks.reserving(0, 600));
    List<Decision> decisions = cluster.schedule();
    assertThat(decisions)
        .contains(
            new Decision.Placed(
                fits.id(), "a", List.of(), "scheduler confirmed task can run on preassigned node"),
            new Decision.Unplaceable(tooBig.id(), "insufficient resources on 1 node"));
    assertThat(explanation(decisions))
        .contains("no suitable node (insufficient resources on 2 nodes)");
  }
}
