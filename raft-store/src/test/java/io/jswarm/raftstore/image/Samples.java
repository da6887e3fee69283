package io.jswarm.raftstore.image;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.Bytes;
import io.jswarm.api.model.ClusterVolume;
import io.jswarm.api.model.Config;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.NetworkAttachment;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.Secret;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Swarm;
import io.jswarm.api.model.SwarmNetwork;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Objects of each kind, the same at every call. */
public final class Samples {
  public static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456789Z");

  private Samples() {}

  public static ClusterState cluster() {
    Swarm swarm =
        Json.read(
            """
            {"ID":"cluster","Version":{"Index":0},"CreatedAt":"2026-01-01T12:00:00Z",
             "UpdatedAt":"2026-01-01T12:00:00Z","Spec":{"Name":"default","Labels":{}},
             "DefaultAddrPool":["10.0.0.0/8"],"SubnetSize":24,"DataPathPort":4789,
             "JoinTokens":{"Worker":"SWMTKN-1-w","Manager":"SWMTKN-1-m"}}
            """,
            Swarm.class);
    return new ClusterState(swarm, "cert", "key", "unlock", null, null);
  }

  public static TaskSpec spec(String image) {
    return Json.read(
        """
        {"ContainerSpec":{"Image":"%s","Args":["sleep","1d"],"Env":["A=1","B=2"],
         "Labels":{"z":"1","a":"2"}},"Resources":{"Limits":{"MemoryBytes":67108864}},
         "Placement":{"Constraints":["node.role==worker"]},"ForceUpdate":0}
        """
            .formatted(image),
        TaskSpec.class);
  }

  public static Service service(String id, String name, String image) {
    Service service =
        Json.read(
            """
            {"ID":"%s","Version":{"Index":0},"Spec":{"Name":"%s","Labels":{"l":"v"},
             "Mode":{"Replicated":{"Replicas":3}},"TaskTemplate":{}}}
            """
                .formatted(id, name),
            Service.class);
    return service.withSpec(service.spec().withTaskTemplate(spec(image)));
  }

  public static Task task(String id, String serviceId, String image) {
    return Json.read(
            """
            {"ID":"%s","ServiceID":"%s","Slot":1,"DesiredState":"running",
             "Status":{"Timestamp":"2026-01-01T12:00:00Z","State":"new"}}
            """
                .formatted(id, serviceId),
            Task.class)
        .withSpec(spec(image));
  }

  public static Node node(String id, String hostname) {
    return Json.read(
        """
        {"ID":"%s","Spec":{"Role":"worker","Availability":"active","Labels":{}},
         "Description":{"Hostname":"%s","Platform":{"Architecture":"x86_64","OS":"linux"},
         "Resources":{"NanoCPUs":2000000000,"MemoryBytes":4294967296}},
         "Status":{"State":"ready","Addr":"10.0.0.1"}}
        """
            .formatted(id, hostname),
        Node.class);
  }

  public static Network network(String id, String name) {
    return Json.read(
        """
        {"Id":"%s","Name":"%s","Scope":"swarm","Driver":"overlay","Labels":{"n":"1"}}
        """
            .formatted(id, name),
        Network.class);
  }

  public static Secret secret(String id, String name) {
    return Json.read(
        """
        {"ID":"%s","Spec":{"Name":"%s","Labels":{},"Data":"c2VjcmV0"}}
        """
            .formatted(id, name),
        Secret.class);
  }

  public static Config config(String id, String name) {
    return Json.read(
        """
        {"ID":"%s","Spec":{"Name":"%s","Labels":{},"Data":"Y29uZmln"}}
        """
            .formatted(id, name),
        Config.class);
  }

  public static TaskStatus status(TaskState state) {
    return TaskStatus.of(state, NOON, "so it is");
  }

  public static ClusterVolume volume(String id, String name) {
    return Json.read(
        """
        {"ID":"%s","Name":"%s","Driver":"csi","Spec":{"Group":"fast","AccessMode":
         {"Scope":"multi","Sharing":"all","MountVolume":{"FsType":"ext4"}},"Availability":"active"}}
        """
            .formatted(id, name),
        ClusterVolume.class);
  }

  /** One change of every kind, in an order in which each has something to work on. */
  public static List<Change> oneOfEach() {
    List<Change> changes = new ArrayList<>(ofLevel2());
    changes.add(new Change.PutVolume(volume("v1", "data")));
    changes.add(new Change.PutVolume(volume("v2", "gone")));
    changes.add(new Change.RemoveVolume("v2"));
    return List.copyOf(changes);
  }

  /** One change of every kind that format level 2 had. */
  public static List<Change> ofLevel2() {
    List<Change> changes = new ArrayList<>(ofLevel1());
    changes.add(new Change.PutCluster(cluster().withFabricPool("100.64.0.0/10")));
    changes.add(new Change.PutNetwork(overlay("w3", "mesh", 4096)));
    changes.add(new Change.PutBlock(new Block("w3", "10.0.0.0/28", Block.VIPS)));
    changes.add(new Change.PutBlock(new Block("w3", "10.0.0.16/28", "n1")));
    changes.add(new Change.PutBlock(new Block("w3", "10.0.0.32/28", "n1")));
    changes.add(new Change.RemoveBlock("w3", "10.0.0.32/28"));
    changes.add(new Change.PutTask(task("t4", "s1", "nginx:1")));
    changes.add(
        new Change.PutTask(
            task("t5", "s1", "nginx:1")
                .withNetworksAttachments(List.of(attachment("w3", "10.0.0.18/24")))));
    changes.add(
        new Change.AssignTask(
            "t4",
            "n1",
            status(TaskState.ASSIGNED),
            List.of(attachment("w3", "10.0.0.17/24")),
            List.of()));
    changes.add(new Change.RemoveTask("t5"));
    changes.add(new Change.ExpireFreed(NOON.minusSeconds(60)));
    return List.copyOf(changes);
  }

  public static Network overlay(String id, String name, int vni) {
    return network(id, name).withOptions(Map.of(Network.VNI_OPTION, Integer.toString(vni)));
  }

  /** A task's address on a network. */
  public static NetworkAttachment attachment(String networkId, String address) {
    SwarmNetwork network =
        Json.read(
            """
            {"ID":"%s","Version":{"Index":1},"Spec":{"Name":"of-%s","Labels":{},
             "Scope":"swarm"},"DriverState":{"Name":"overlay"}}
            """
                .formatted(networkId, networkId),
            SwarmNetwork.class);
    return new NetworkAttachment(network, List.of(address));
  }

  /** One change of every kind that format level 1 had. */
  public static List<Change> ofLevel1() {
    return List.of(
        new Change.PutCluster(cluster()),
        new Change.PutNode(node("n1", "host-1")),
        new Change.PutNode(node("n2", "host-2")),
        new Change.SetNodeStatus("n1", node("n1", "host-1").status().withMessage("fine")),
        new Change.PutService(service("s1", "web", "nginx:1")),
        new Change.PutService(service("s2", "old", "busybox:1")),
        new Change.PutTask(task("t1", "s1", "nginx:1")),
        new Change.PutTask(task("t2", "s1", "nginx:1")),
        new Change.PutTask(task("t3", "s2", "busybox:1")),
        new Change.AssignTask("t1", "n1", status(TaskState.ASSIGNED), List.of(), List.of()),
        new Change.SetTaskStatus("t1", status(TaskState.RUNNING)),
        new Change.SetTaskDesired("t2", TaskState.SHUTDOWN),
        new Change.RemoveTask("t3"),
        new Change.RemoveService("s2"),
        new Change.RemoveNode("n2"),
        new Change.PutNetwork(network("w1", "front")),
        new Change.PutNetwork(network("w2", "back")),
        new Change.RemoveNetwork("w2"),
        new Change.PutSecret(secret("x1", "password")),
        new Change.PutSecret(secret("x2", "gone")),
        new Change.RemoveSecret("x2"),
        new Change.PutConfig(config("c1", "settings")),
        new Change.PutConfig(config("c2", "gone")),
        new Change.RemoveConfig("c2"),
        new Change.PutMember(new Member("n1", "n1-1", "10.0.0.1:2378", "10.0.0.1:2377")),
        new Change.PutMember(new Member("n3", "n3-4", "10.0.0.3:2378", "10.0.0.3:2377")),
        new Change.RemoveMember("n3"),
        new Change.PutRevoked("n9", NOON.plusSeconds(60)),
        new Change.PutRevoked("n8", NOON.minusSeconds(60)),
        new Change.ExpireRevoked(NOON),
        new Change.PutRequest(new RequestOutcome("r1", NOON, Bytes.ofText("ok"))),
        new Change.ExpireRequests(NOON.minusSeconds(600)));
  }

  /** The same, as it came to be before it was kept since when a task runs. */
  public static List<Change> ofLevel1Then() {
    Task running =
        task("t1", "s1", "nginx:1").withNodeId("n1").withStatus(status(TaskState.RUNNING));
    return ofLevel1().stream()
        .map(
            change -> change instanceof Change.SetTaskStatus ? new Change.PutTask(running) : change)
        .toList();
  }

  /** The first round, as format level 1 could have had it. */
  public static Round firstRoundOfLevel1() {
    return new Round(0, 3, NOON, ofLevel1());
  }

  /** The first round, as format level 2 could have had it. */
  public static Round firstRoundOfLevel2() {
    return new Round(0, 3, NOON, ofLevel2());
  }

  /** The first round, with a change of every kind. */
  public static Round firstRound() {
    return new Round(0, 3, NOON, oneOfEach());
  }
}
