package io.jswarm.api.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.StatusRuntimeException;
import io.jswarm.api.codec.Json;
import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.command.Refusal;
import io.jswarm.api.command.Request;
import io.jswarm.api.model.Bytes;
import io.jswarm.api.model.ConfigSpec;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.DataPathStatus;
import io.jswarm.api.model.Defaults;
import io.jswarm.api.model.Driver;
import io.jswarm.api.model.Ipam;
import io.jswarm.api.model.IpamConfig;
import io.jswarm.api.model.NetworkCreate;
import io.jswarm.api.model.NetworkPath;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.model.NodeSpec;
import io.jswarm.api.model.PathState;
import io.jswarm.api.model.PayloadKind;
import io.jswarm.api.model.PortConfig;
import io.jswarm.api.model.RegistryAuth;
import io.jswarm.api.model.SecretSpec;
import io.jswarm.api.model.ServiceMode;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.SwarmSpec;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.model.VolumeCreate;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessagesTest {
  private static final ServiceSpec SPEC =
      ServiceSpec.of("web", TaskSpec.of(ContainerSpec.of("busybox")), ServiceMode.ofReplicas(3));
  private static final TaskStatus STATUS =
      TaskStatus.of(TaskState.RUNNING, Instant.parse("2026-11-22T01:02:03.000000004Z"), "started");

  private static final List<NetworkFact> FACTS =
      List.of(
          new NetworkFact.Peer("n1", "host1", "10.0.0.1", "key"),
          new NetworkFact.Segment(
              "net1",
              "a",
              4096,
              List.of("10.1.0.0/24"),
              List.of(),
              false,
              true,
              0,
              Defaults.DATA_PATH_PORT),
          new NetworkFact.Block("net1", "10.1.0.0/28", "n1"),
          new NetworkFact.Front(
              "s1",
              "web",
              List.of(new NetworkFact.Name("net1", List.of("10.1.0.2"), List.of("www"))),
              List.of(new PortConfig("", "tcp", 80, 8080, "ingress"))),
          new NetworkFact.Backend(
              "t1",
              "s1",
              "n1",
              1,
              "web.1.t1",
              true,
              List.of(new NetworkFact.Endpoint("net1", List.of("10.1.0.3"), List.of()))));

  private static final NetworkCreate NETWORK =
      new NetworkCreate(
          "net1",
          null,
          "overlay",
          "swarm",
          null,
          true,
          new Ipam("default", null, List.of(new IpamConfig("10.0.9.0/24", "", "", Map.of()))),
          false,
          true,
          false,
          false,
          null,
          Map.of("encrypted", ""),
          Map.of("a", "b"));

  private static final Bytes DATA = Bytes.of(new byte[] {0, -1, 65});

  private static final SecretSpec SECRET =
      new SecretSpec("s", Map.of(), DATA, null, new Driver("golang", Map.of()));

  private static final VolumeCreate VOLUME =
      Json.read(
          "{\"Name\":\"v\",\"Driver\":\"csi\",\"ClusterVolumeSpec\":{\"AccessMode\":{\"BlockVolume\":{}},\"CapacityRange\":{\"RequiredBytes\":1}}}",
          VolumeCreate.class);

  static Stream<Command> commands() {
    return Stream.of(
        new Command.CreateService(SPEC, null),
        new Command.CreateService(SPEC, RegistryAuth.of("auth")),
        new Command.UpdateService("web", 7, SPEC, RegistryAuth.of("auth"), true),
        new Command.RollbackService("web", 7),
        new Command.RemoveService("web"),
        new Command.CreateNetwork(NETWORK),
        new Command.RemoveNetwork("net1"),
        new Command.UpdateNetwork("net1", List.of("10.0.9.0/24")),
        new Command.UpdateNode("n1", 3, NodeSpec.active("worker")),
        new Command.RemoveNode("n1", true),
        new Command.UpdateSwarm(2, SwarmSpec.UNSET, Command.Rotation.NONE),
        new Command.AdmitNode("n1", "worker", "active", NodeDescription.UNKNOWN),
        new Command.AddMember("n1", "n1-4", "10.0.0.1:2378", "10.0.0.1:2377"),
        new Command.RemoveMember("n1-4"),
        new Command.CreateSecret(SECRET),
        new Command.UpdateSecret("s", 3, SECRET),
        new Command.CreateConfig(new ConfigSpec("c", Map.of("l", "1"), DATA, null)),
        new Command.UpdateConfig("c", 3, new ConfigSpec("c", Map.of(), null, null)),
        new Command.RemovePayload(PayloadKind.CONFIG, "c"),
        new Command.RotatePayload(PayloadKind.SECRET, "s", DATA),
        new Command.RebalanceServices(List.of(new Command.ToRebalance("web", 3))),
        new Command.CreateVolume(VOLUME),
        new Command.UpdateVolume("v", 3, "drain"),
        new Command.RemoveVolume("v", true));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandArrivesAsItWasSent(Command command) {
    Request request = new Request("r1", "n0", Request.LOCAL, command);
    assertThat(throughTheWire(new CborMarshaller<>(Request.class), request)).isEqualTo(request);
  }

  @Test
  void everyPermittedCommandIsInTheTable() {
    assertThat(commands().map(Object::getClass).map(Class::getSimpleName))
        .containsAll(permitted(Command.class).map(Class::getSimpleName).toList());
  }

  /** Those of families of commands too. */
  private static Stream<Class<?>> permitted(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(MessagesTest::permitted)
        : Stream.of(type);
  }

  static Stream<CommandResult> results() {
    return Stream.of(
        new CommandResult.Done("id", 9, List.of("careful")),
        new CommandResult.Refused(Refusal.notFound("service", "web")),
        new CommandResult.NotLeader("ask another"),
        new CommandResult.Unknown("lost leadership"));
  }

  @ParameterizedTest
  @MethodSource("results")
  void everyResultArrivesAsItWasSent(CommandResult result) {
    assertThat(throughTheWire(new CborMarshaller<>(CommandResult.class), result)).isEqualTo(result);
  }

  static Stream<WorkerMessage> workerMessages() {
    var reports = List.of(new WorkerMessage.TaskReport("t1", STATUS));
    return Stream.of(
        new WorkerMessage.Register(NodeDescription.UNKNOWN, "10.0.0.2", reports),
        new WorkerMessage.Heartbeat(1),
        new WorkerMessage.Statuses(2, reports),
        new WorkerMessage.Applied(3),
        new WorkerMessage.NetworksApplied(4),
        new WorkerMessage.Describe(NodeDescription.UNKNOWN),
        new WorkerMessage.Condition("the disk is full"),
        new WorkerMessage.Paths(
            new DataPathStatus(
                Instant.EPOCH,
                List.of(new NetworkPath("", "n1", "n2", PathState.MTU, 1450, 1342, Instant.EPOCH)),
                3)),
        new WorkerMessage.Paths(null),
        new WorkerMessage.Usage(5_000, List.of(new WorkerMessage.TaskUse("t1", 7, 1L << 40))),
        new WorkerMessage.Leaving(),
        new WorkerMessage.Pausing());
  }

  @ParameterizedTest
  @MethodSource("workerMessages")
  void everyWorkerMessageArrivesAsItWasSent(WorkerMessage message) {
    assertThat(throughTheWire(new CborMarshaller<>(WorkerMessage.class), message))
        .isEqualTo(message);
  }

  static Stream<ManagerMessage> managerMessages() {
    var address = new ManagerMessage.ManagerAddress("n1", "10.0.0.1:2377");
    return Stream.of(
        new ManagerMessage.Welcome("s", 1000),
        new ManagerMessage.Cluster(List.of(address), "worker", "pem", 5_000),
        new ManagerMessage.Assignments(1, 7, true, List.of(), List.of("t0")),
        new ManagerMessage.Assignments(
            1,
            7,
            false,
            List.of(),
            List.of(),
            List.of(new PayloadData(PayloadKind.SECRET, "x1", "db", DATA, true)),
            List.of("config/c1"),
            List.of(new ManagerMessage.Login(RegistryAuth.of("auth"), List.of("t1")))),
        new ManagerMessage.Networks(1, 7, true, new FactBatch(FACTS, List.of("peer/n2"))),
        new ManagerMessage.HeartbeatAck(1),
        new ManagerMessage.StatusesAck(2),
        new ManagerMessage.Measure(List.of("t1")),
        new ManagerMessage.Redirect(address),
        new ManagerMessage.Redirect(null));
  }

  @ParameterizedTest
  @MethodSource("managerMessages")
  void everyManagerMessageArrivesAsItWasSent(ManagerMessage message) {
    assertThat(throughTheWire(new CborMarshaller<>(ManagerMessage.class), message))
        .isEqualTo(message);
  }

  @Test
  void aBatchOfFactsIsEncodedOnceHoweverManyNodesItGoesTo() {
    FactBatch batch = new FactBatch(FACTS, List.of());
    assertThat(batch.encoded()).isSameAs(batch.encoded());
  }

  @Test
  void binaryPayloadsTravelAsBinary() {
    CaMessage.IssueReply issued =
        new CaMessage.Issued(
            "n",
            "c",
            "manager",
            "crt",
            "root",
            Bytes.ofText("ring"),
            4,
            List.of(new ManagerMessage.ManagerAddress("m", "10.0.0.1:2377")));
    assertThat(throughTheWire(new CborMarshaller<>(CaMessage.IssueReply.class), issued))
        .isEqualTo(issued);
  }

  @Test
  void aCertificateFromAReleaseThatNamesNoManagersIsRead() {
    String wire =
        "{\"type\": \"Issued\", \"nodeId\": \"n\", \"role\": \"worker\", \"joinNumber\": 0}";

    assertThat(Json.read(wire, CaMessage.IssueReply.class))
        .isInstanceOfSatisfying(
            CaMessage.Issued.class,
            issued -> {
              assertThat(issued.nodeId()).isEqualTo("n");
              assertThat(issued.managers()).isEmpty();
            });
  }

  @Test
  void garbageIsRefusedWithTheTypeItShouldHaveBeen() {
    var marshaller = new CborMarshaller<>(WorkerMessage.class);
    assertThatThrownBy(() -> marshaller.parse(new ByteArrayInputStream(new byte[] {1, 2, 3})))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageContaining("WorkerMessage");
  }

  private static <T> T throughTheWire(CborMarshaller<T> marshaller, T value) {
    return marshaller.parse(marshaller.stream(value));
  }
}
