package io.jswarm.daemon.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.codec.Json;
import io.jswarm.api.command.Command;
import io.jswarm.api.command.Refusal;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.raftstore.image.Block;
import io.jswarm.raftstore.image.Change;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /networks} over a cluster with an ingress network, one in use, and one that is not. */
class NetworkRoutesTest {
  private static final String NET = "urlbhvs2utsvcrgt7md9c78f8";
  private static final String INGRESS = "kladfel3gdmpomr317crw99qc";
  private static final String SERVICE =
      """
      {"ID":"s1","Spec":{"Name":"shop","TaskTemplate":{"ContainerSpec":{"Image":"b"},
        "Networks":[{"Target":"urlbhvs2utsvcrgt7md9c78f8"}]},
        "EndpointSpec":{"Mode":"vip","Ports":[
          {"Protocol":"tcp","TargetPort":80,"PublishedPort":8080,"PublishMode":"ingress",
           "HostIp":"10.98.0.1"}]}},
       "Endpoint":{"Spec":{"Mode":"vip"},"Ports":[
          {"Protocol":"tcp","TargetPort":80,"PublishedPort":8080,"PublishMode":"ingress"}],
        "VirtualIPs":[{"NetworkID":"urlbhvs2utsvcrgt7md9c78f8","Addr":"10.77.0.2/24"}]}}
      """;
  private static final String TASK =
      """
      {"ID":"t1","ServiceID":"s1","Slot":1,"NodeID":"uskdyiq4oq2xhy5njascn3cst",
       "DesiredState":"running","Spec":{"ContainerSpec":{"Image":"b"}},
       "Status":{"State":"running","ContainerStatus":{"ContainerID":"c1","PID":1}},
       "NetworksAttachments":[
        {"Network":{"ID":"urlbhvs2utsvcrgt7md9c78f8","Spec":{"Name":"net1"}},
         "Addresses":["10.77.0.9/24"]},
        {"Network":{"ID":"fabric","Spec":{"Name":"fabric"}},"Addresses":["100.64.0.9/32"]}]}
      """;

  private final ServedNode served;

  NetworkRoutesTest(@TempDir Path folder) throws IOException {
    served = new ServedNode(folder);
    List<Change> changes = new ArrayList<>();
    for (JsonNode network : Recorded.read("recorded-networks.json")) {
      changes.add(new Change.PutNetwork(Json.read(network.toString(), Network.class)));
    }
    changes.add(new Change.PutService(Json.read(SERVICE, Service.class)));
    changes.add(new Change.PutTask(Json.read(TASK, Task.class)));
    changes.add(new Change.PutBlock(new Block(NET, "10.77.0.8/29", FakeNode.ID)));
    changes.add(new Change.PutBlock(new Block(NET, "10.77.0.0/29", Block.VIPS)));
    served.node.image = Recorded.image().with(changes, Recorded.AT);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  /** When a network was made is the store's own. */
  private static JsonNode timeless(JsonNode networks) {
    networks.forEach(network -> ((ObjectNode) network).remove("Created"));
    return networks;
  }

  private List<String> names(String filters) throws IOException {
    String query = "?filters=" + URLEncoder.encode(filters, StandardCharsets.UTF_8);
    JsonNode found = served.get("/v1.41/networks" + query).json();
    return found.valueStream().map(each -> each.path("Name").asString()).sorted().toList();
  }

  @Test
  void listsWhatDockerLists() throws IOException {
    JsonNode shown =
        timeless(
            served.get("/v1.41/networks?filters=%7B%22driver%22:%5B%22overlay%22%5D%7D").json());
    assertThat(shown).hasSize(3).containsAll(timeless(Recorded.read("recorded-networks.json")));
    assertThat(names("{}")).containsExactly("bridge", "host", "ingress", "net1", "net2", "none");
  }

  @Test
  void filters() throws IOException {
    assertThat(names("{\"driver\":[\"overlay\"]}")).containsExactly("ingress", "net1", "net2");
    assertThat(names("{\"dangling\":[\"true\"]}")).containsExactly("net2");
    assertThat(names("{\"label\":[\"a=b\"]}")).containsExactly("net1");
    assertThat(names("{\"type\":[\"builtin\"]}")).containsExactly("bridge", "host", "none");
    assertThat(names("{\"name\":[\"net\"],\"scope\":[\"swarm\"]}")).containsExactly("net1", "net2");
    assertThat(served.get("/networks?filters=%7B%22nope%22:%5B%22x%22%5D%7D").message())
        .isEqualTo("Invalid filter 'nope'");
  }

  @Test
  void inspectsWhatIsOnANetwork() throws IOException {
    JsonNode shown = served.get("/v1.41/networks/net1?verbose=true").json();
    assertThat(shown.at("/Containers/c1").toString())
        .isEqualTo(
            "{\"Name\":\"shop.1.t1\",\"EndpointID\":\"t1\",\"MacAddress\":\"\","
                + "\"IPv4Address\":\"10.77.0.9/24\",\"IPv6Address\":\"\"}");
    assertThat(shown.path("Peers").toString())
        .isEqualTo("[{\"Name\":\"sw-h1\",\"IP\":\"10.98.0.1\"}]");
    assertThat(shown.at("/Services/shop").toString())
        .isEqualTo(
            "{\"VIP\":\"10.77.0.2\",\"Ports\":[\"Target: 80, Publish: 8080\"],"
                + "\"LocalLBIndex\":0,\"Tasks\":[{\"Name\":\"shop.1.t1\",\"EndpointID\":\"t1\","
                + "\"EndpointIP\":\"10.77.0.9\",\"Info\":{\"Host IP\":\"10.98.0.1\"}}]}");
    JsonNode plain = served.get("/v1.41/networks/net1").json();
    assertThat(plain.has("Services")).isFalse();
    assertThat(plain.path("Containers").size()).isEqualTo(1);
    assertThat(served.get("/v1.41/networks/net2").json().path("Containers").isNull()).isTrue();
    assertThat(served.get("/networks/nope").message()).isEqualTo("network nope not found");
  }

  @Test
  void tasksShowTheirNetworksWithoutTheNodesOwn() throws IOException {
    JsonNode task = served.get("/v1.41/tasks/t1").json();
    assertThat(task.path("NetworksAttachments").size()).isEqualTo(1);
    assertThat(task.at("/NetworksAttachments/0/Addresses/0").asString()).isEqualTo("10.77.0.9/24");
  }

  @Test
  void handsWritesOn() throws IOException {
    Answer made =
        served.post(
            "/v1.41/networks/create",
            "{\"Name\":\"n\",\"Driver\":\"overlay\",\"Attachable\":true,\"Options\":{}}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body()).isEqualTo("{\"Id\":\"m441i3a2ph4cbvbvl8pxwwari\",\"Warning\":\"\"}\n");
    assertThat(served.ask("DELETE", "/networks/net1", "").status()).isEqualTo(204);
    assertThat(served.post("/networks/net1/update", "{\"AddSubnets\":[\"10.5.0.0/16\"]}").status())
        .isEqualTo(200);
    assertThat(served.node.commands)
        .hasSize(3)
        .contains(
            new Command.RemoveNetwork("net1"),
            new Command.UpdateNetwork("net1", List.of("10.5.0.0/16")));
    assertThat(((Command.CreateNetwork) served.node.commands.getFirst()).spec().attachable())
        .isTrue();
  }

  @Test
  void prunesWhatNothingUses() throws IOException {
    assertThat(served.post("/v1.41/networks/prune", "").body())
        .isEqualTo("{\"NetworksDeleted\":[\"net2\"]}\n");
    assertThat(served.node.commands)
        .containsExactly(new Command.RemoveNetwork("09q4t8v1xuk3lfiartpr2b3gd"));
    served.node.refuse(Refusal.Kind.FAILED_PRECONDITION, "network net2 is in use by service s9");
    assertThat(served.post("/v1.41/networks/prune", "").body())
        .isEqualTo("{\"NetworksDeleted\":[]}\n");
    String young = "?filters=" + URLEncoder.encode("{\"until\":[\"1h\"]}", StandardCharsets.UTF_8);
    served.node.commands.clear();
    served.post(
        "/v1.41/networks/prune?filters=%7B%22until%22:%5B%222020-01-01T00:00:00Z%22%5D%7D", "");
    assertThat(served.node.commands).isEmpty();
    assertThat(served.post("/v1.41/networks/prune" + young.replace("1h", "x"), "").status())
        .isEqualTo(400);
  }

  @Test
  void refusesAsDockerDoes() throws IOException {
    String create = "/v1.41/networks/create";
    assertThat(served.post(create, "{\"Name\":\"net1\",\"Driver\":\"overlay\"}"))
        .satisfies(a -> {
          assertThat(a.status()).isEqualTo(409);
          assertThat(a.message()).isEqualTo("network with name net1 already exists");
        });
    assertThat(served.post(create, "{\"Name\":\"host\",\"Driver\":\"overlay\"}").message())
        .isEqualTo("network with name host already exists");
    assertThat(served.post(create, "{\"Name\":\"none\",\"Driver\":\"overlay\"}").message())
        .isEqualTo("operation is not permitted on predefined none network ");
    assertThat(
            served
                .post(create, "{\"Name\":\"n\",\"Driver\":\"nosuch\",\"Scope\":\"swarm\"}")
                .message())
        .isEqualTo("plugin \"nosuch\" not found");
    String subnet =
        "{\"Name\":\"n\",\"Driver\":\"overlay\",\"IPAM\":{\"Config\":[{\"Subnet\":\"x/y\"}]}}";
    assertThat(served.post(create, subnet))
        .satisfies(a -> {
          assertThat(a.status()).isEqualTo(400);
          assertThat(a.message()).isEqualTo("Invalid subnet x/y : invalid CIDR address: x/y");
        });
    assertThat(served.post(create, "{\"Name\":\"b\",\"Driver\":\"bridge\"}").message())
        .startsWith("networks of one node cannot be made here");
    assertThat(served.ask("DELETE", "/networks/bridge", "").message())
        .isEqualTo("bridge is a pre-defined network and cannot be removed");
    assertThat(served.post("/networks/net1/connect", "{}").message())
        .contains("service update --network-add");
    assertThat(served.post("/networks/net1/update", "{}").status()).isEqualTo(400);
    served.node.refuse(
        Refusal.Kind.FAILED_PRECONDITION, "network " + NET + " is in use by service s1");
    assertThat(served.ask("DELETE", "/networks/net1", "").message())
        .isEqualTo(
            "rpc error: code = FailedPrecondition desc = network "
                + NET
                + " is in use by service s1");
    served.node.standing = new Standing.Worker(FakeNode.MEMBERSHIP);
    assertThat(served.post(create, "{\"Name\":\"n\",\"Driver\":\"overlay\"}").message())
        .isEqualTo(
            "Cannot create a multi-host network from a worker node. Please create the network from"
                + " a manager node.");
  }

  @Test
  void theIngressNetworkIsNeverDanglingNorPruned() throws IOException {
    assertThat(served.get("/v1.41/networks/" + INGRESS).json().path("Ingress").asBoolean())
        .isTrue();
    served.post("/v1.41/networks/prune", "");
    assertThat(served.node.commands).doesNotContain(new Command.RemoveNetwork(INGRESS));
  }
}
