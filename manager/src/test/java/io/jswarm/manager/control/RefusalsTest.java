package io.jswarm.manager.control;

import static io.jswarm.manager.bench.Fixtures.image;
import static io.jswarm.manager.bench.Fixtures.web;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jswarm.api.codec.Json;
import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.command.Refusal;
import io.jswarm.api.model.CaConfig;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.EncryptionConfig;
import io.jswarm.api.model.JoinTokens;
import io.jswarm.api.model.Mount;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeSpec;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Placement;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceMode;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Swarm;
import io.jswarm.api.model.SwarmSpec;
import io.jswarm.api.model.UpdateConfig;
import io.jswarm.manager.bench.Bench;
import io.jswarm.raftstore.image.ClusterImage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused, in the words that clients of Docker know. */
class RefusalsTest {
  private final Bench bench = Bench.withNodes(2);

  /** Services that Docker 20.10 refused, and what it said, without the code of its RPC. */
  static Stream<Arguments> recorded() throws IOException {
    try (InputStream in = RefusalsTest.class.getResourceAsStream("refused-services.json")) {
      byte[] text = Objects.requireNonNull(in).readAllBytes();
      return Stream.of(Json.read(text, Recorded[].class))
          .map(each -> Arguments.of(each.name(), each.spec(), each.message()));
    }
  }

  private record Recorded(
      @JsonProperty("case") String name,
      @JsonProperty("spec") ServiceSpec spec,
      @JsonProperty("message") String message) {}

  @ParameterizedTest(name = "{0}")
  @MethodSource("recorded")
  void aServiceIsRefusedInDockersWords(String name, ServiceSpec spec, String message) {
    ClusterImage before = bench.image;
    assertThat(bench.refusal(new Command.CreateService(spec, null))).as(name).isEqualTo(message);
    assertThat(bench.image).isEqualTo(before);
  }

  @Test
  void theSameNameTwice() {
    bench.create(web(1));
    assertRefused(
        new Command.CreateService(web(1), null),
        Refusal.Kind.ALREADY_EXISTS,
        "name conflicts with an existing object: service web already exists");
  }

  @Test
  void updatesOfServices() {
    Service web = bench.create(web(1));
    long version = bench.service(web.id()).version().index();
    assertRefused(
        new Command.UpdateService("nope", 1, web(1), null),
        Refusal.Kind.NOT_FOUND,
        "service nope not found");
    assertRefused(
        new Command.UpdateService(web.id(), version - 1, web(2), null),
        Refusal.Kind.OUT_OF_SEQUENCE,
        "update out of sequence");
    assertRefused(
        new Command.UpdateService(web.id(), version, web(1).withName("abd"), null),
        Refusal.Kind.UNIMPLEMENTED,
        "renaming services is not supported");
    assertRefused(
        new Command.UpdateService(web.id(), version, web(1).withMode(ServiceMode.ofGlobal()), null),
        Refusal.Kind.UNIMPLEMENTED,
        "service mode change is not allowed");
    assertRefused(
        new Command.UpdateService(
            web.id(), version, web(1).withMode(ServiceMode.ofReplicatedJob(1, 5)), null),
        Refusal.Kind.UNIMPLEMENTED,
        "service mode change is not allowed");
    assertRefused(
        new Command.RollbackService("web", version),
        Refusal.Kind.FAILED_PRECONDITION,
        "service " + web.id() + " does not have a previous spec");
    assertRefused(
        new Command.RollbackService(web.id(), version + 1),
        Refusal.Kind.OUT_OF_SEQUENCE,
        "update out of sequence");
  }

  @Test
  void whatIsNotThere() {
    assertRefused(
        new Command.RemoveService("nope"), Refusal.Kind.NOT_FOUND, "service nope not found");
    assertRefused(
        new Command.RemoveNode("nope", false), Refusal.Kind.NOT_FOUND, "node nope not found");
    assertRefused(
        new Command.UpdateNode("nope", 1, NodeSpec.active("worker")),
        Refusal.Kind.NOT_FOUND,
        "node nope not found");
    assertRefused(
        new Command.RollbackService("nope", 1), Refusal.Kind.NOT_FOUND, "service nope not found");
  }

  @Test
  void changesOfNodes() {
    long version = node("n1").version().index();
    assertRefused(
        new Command.UpdateNode("n1", version, NodeSpec.active("zz")),
        Refusal.Kind.INVALID_ARGUMENT,
        "invalid Role: \"zz\"");
    assertRefused(
        new Command.UpdateNode("n1", version, NodeSpec.active("worker").withAvailability("zz")),
        Refusal.Kind.INVALID_ARGUMENT,
        "invalid Availability: \"zz\"");
    assertRefused(
        new Command.UpdateNode("n1", version - 1, NodeSpec.active("worker")),
        Refusal.Kind.OUT_OF_SEQUENCE,
        "update out of sequence");
    assertRefused(
        new Command.RemoveNode("n1", false),
        Refusal.Kind.FAILED_PRECONDITION,
        "node n1 is not down and can't be removed");
  }

  @Test
  void managersAreNeitherDemotedLastNorRemoved() {
    bench.submit(new Command.UpdateNode("n1", node("n1").version().index(), role("manager")));
    String memberOfRaft =
        "node n1 is a cluster manager and is a member of the raft cluster. It must be demoted to"
            + " worker before removal";
    assertRefused(
        new Command.RemoveNode("n1", false), Refusal.Kind.FAILED_PRECONDITION, memberOfRaft);
    assertRefused(
        new Command.RemoveNode("n1", true), Refusal.Kind.FAILED_PRECONDITION, memberOfRaft);
    assertRefused(
        new Command.UpdateNode("n1", node("n1").version().index(), role("worker")),
        Refusal.Kind.FAILED_PRECONDITION,
        "attempting to demote the last manager of the swarm");
  }

  @Test
  void aNodeThatIsDownMayGoAndIsNotLetInAgain() {
    bench.observe("n1", NodeState.DOWN);
    assertThat(bench.submit(new Command.RemoveNode("n1", false)))
        .isInstanceOf(CommandResult.Done.class);
    assertThat(bench.image.nodes()).doesNotContainKey("n1");
    assertThat(bench.image.revoked()).containsKey("n1");
    assertRefused(
        new Command.AdmitNode("n1", "worker", "active", null),
        Refusal.Kind.FAILED_PRECONDITION,
        "node n1 was removed from the cluster: let it leave with --force and join again");
  }

  @Test
  void changesOfTheSwarm() {
    Swarm swarm = Objects.requireNonNull(bench.image.cluster()).swarm();
    long version = swarm.version().index();
    SwarmSpec spec = swarm.spec();
    assertRefused(
        new Command.UpdateSwarm(version - 1, spec, Command.Rotation.NONE),
        Refusal.Kind.OUT_OF_SEQUENCE,
        "update out of sequence");
    assertRefused(
        new Command.UpdateSwarm(version, SwarmSpec.UNSET, Command.Rotation.NONE),
        Refusal.Kind.INVALID_ARGUMENT,
        "swarm spec must be named \"default\"");
    assertRefused(
        new Command.UpdateSwarm(
            version,
            spec.withCaConfig(new CaConfig(Duration.ofMinutes(59), List.of(), "", "", 0)),
            Command.Rotation.NONE),
        Refusal.Kind.INVALID_ARGUMENT,
        "minimum certificate expiry time is: 1h0m0s");
    assertRefused(
        new Command.UpdateSwarm(
            version, spec.withEncryptionConfig(new EncryptionConfig(true)), Command.Rotation.NONE),
        Refusal.Kind.UNIMPLEMENTED,
        "autolock is not available in this version of jswarm");
  }

  @Test
  void aTokenIsRotatedAndTheOtherKept() {
    Swarm swarm = Objects.requireNonNull(bench.image.cluster()).swarm();
    bench.submit(
        new Command.UpdateSwarm(
            swarm.version().index(), swarm.spec(), new Command.Rotation(true, false, false)));
    var tokens = Objects.requireNonNull(bench.image.cluster()).swarm().joinTokens();
    assertThat(tokens)
        .isEqualTo(new JoinTokens("SWMTKN-1-digest-secret", "SWMTKN-1-digest-manager"));
  }

  static Stream<Arguments> affinities() {
    return Stream.of(
        Arguments.of("near", "data", "invalid volume affinity \"near\": hard or soft"),
        Arguments.of(
            "hard", "", "a volume affinity needs a mount of a named volume of the driver local"),
        Arguments.of(
            "soft",
            "data-{{.Node.ID}}",
            "a volume affinity cannot follow the volume \"data-{{.Node.ID}}\": of the templates its"
                + " name may have .Task.Slot, .Service.ID and .Service.Name, which are known before"
                + " the task has a node"));
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("affinities")
  void anAffinityThatCannotBeFollowedIsRefused(String affinity, String volume, String message) {
    Mount mount = new Mount("volume", volume, "/d", false, "", null, null, null, null, null);
    ServiceSpec spec = web(1);
    assertRefused(
        new Command.CreateService(
            spec.withTaskTemplate(
                spec.taskTemplate()
                    .withContainerSpec(ContainerSpec.of("busybox").withMounts(List.of(mount)))
                    .withPlacement(Placement.ANYWHERE.withVolumeAffinity(affinity))),
            null),
        Refusal.Kind.INVALID_ARGUMENT,
        message);
  }

  static Stream<Arguments> notYet() {
    return Stream.of(
        Arguments.of(
            "named pipes",
            web(1)
                .withTaskTemplate(
                    web(1)
                        .taskTemplate()
                        .withContainerSpec(
                            ContainerSpec.of("busybox").withMounts(List.of(mount("npipe")))))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("notYet")
  void whatIsNotActedOnYetIsRefusedWithASentence(String what, ServiceSpec spec) {
    assertRefused(
        new Command.CreateService(spec, null),
        Refusal.Kind.UNIMPLEMENTED,
        what
            + " are not available in this version of jswarm; leave them out or wait for a later"
            + " version (docs/STATUS.md says what is)");
  }

  @Test
  void moreReplicasThanAnyClusterHolds() {
    for (long replicas : List.of(-1L, 1_000_001L, 1L << 31, Long.MAX_VALUE)) {
      assertRefused(
          new Command.CreateService(web(replicas), null),
          Refusal.Kind.INVALID_ARGUMENT,
          "invalid number of replicas " + replicas + ": must be from 0 to 1000000");
    }
    assertRefused(
        new Command.CreateService(
            web(1).withMode(ServiceMode.ofReplicatedJob(1, Long.MAX_VALUE)), null),
        Refusal.Kind.INVALID_ARGUMENT,
        "invalid number of replicas 9223372036854775807: must be from 0 to 1000000");
  }

  @Test
  void whatAJobCannotHave() {
    assertRefused(
        new Command.CreateService(
            web(1)
                .withMode(ServiceMode.ofReplicatedJob(1, 5))
                .withUpdateConfig(UpdateConfig.DEFAULT),
            null),
        Refusal.Kind.INVALID_ARGUMENT,
        "Jobs may not have an update config");
    assertRefused(
        new Command.CreateService(web(1).withMode(ServiceMode.ofReplicatedJob(-1, 5)), null),
        Refusal.Kind.INVALID_ARGUMENT,
        "Maximum concurrent jobs must not be negative");
    assertRefused(
        new Command.CreateService(web(1).withMode(ServiceMode.ofReplicatedJob(1, -5)), null),
        Refusal.Kind.INVALID_ARGUMENT,
        "Total completed jobs must not be negative");
  }

  @Test
  void aSpecIsEchoedExactly() {
    ServiceSpec spec = image(web(2), "busybox:1").withLabels(Map.of("a", "b"));
    Service web = bench.create(spec);
    assertThat(bench.service(web.id()).spec()).isEqualTo(spec);
    ServiceSpec unset =
        new ServiceSpec(
            "u", Map.of(), spec.taskTemplate(), ServiceMode.UNSET, null, null, List.of(), null);
    Service other = bench.create(unset);
    assertThat(bench.service(other.id()).spec()).isEqualTo(unset);
    assertThat(bench.wanted(other)).hasSize(1);
  }

  @Test
  void aServiceWithoutANameGetsOne() {
    Service service = bench.create(web(1).withName(""));
    assertThat(service.spec().name()).matches("[a-z]+_[a-z]+_[a-z0-9]{4}");
  }

  @Test
  void aServiceIsFoundByIdNameAndUniquePrefix() {
    Service web = bench.create(web(1));
    for (String reference : List.of(web.id(), "web", web.id().substring(0, 24))) {
      long version = bench.service(web.id()).version().index();
      assertThat(bench.submit(new Command.UpdateService(reference, version, web(1), null)))
          .isInstanceOf(CommandResult.Done.class);
    }
    bench.create(web(1).withName("web2"));
    assertThat(bench.refusal(new Command.RemoveService("id0")))
        .isEqualTo("service id0 is ambiguous (2 matches found)");
  }

  private void assertRefused(Command command, Refusal.Kind kind, String message) {
    CommandResult result = bench.submit(command);
    assertThat(result).isEqualTo(new CommandResult.Refused(new Refusal(kind, message)));
  }

  private Node node(String id) {
    return Objects.requireNonNull(bench.image.node(id));
  }

  private static NodeSpec role(String role) {
    return NodeSpec.active(role);
  }

  private static Mount mount(String type) {
    return Json.read(
        "{\"Type\":\"" + type + "\",\"Source\":\"data\",\"Target\":\"/data\"}", Mount.class);
  }
}
