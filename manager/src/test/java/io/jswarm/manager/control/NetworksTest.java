package io.jswarm.manager.control;

import static io.jswarm.manager.bench.Fixtures.web;
import static io.jswarm.manager.bench.Nets.ingress;
import static io.jswarm.manager.bench.Nets.made;
import static io.jswarm.manager.bench.Nets.on;
import static io.jswarm.manager.bench.Nets.overlay;
import static io.jswarm.manager.bench.Nets.publishing;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.codec.Json;
import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.command.Refusal;
import io.jswarm.api.model.IpamConfig;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.NetworkCreate;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.Service;
import io.jswarm.manager.bench.Bench;
import io.jswarm.manager.bench.Nets;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetworksTest {
  private final Bench bench = Bench.withNodes(2);

  private static List<String> subnets(Network network) {
    return Objects.requireNonNull(network.ipam().config()).stream()
        .map(IpamConfig::subnet)
        .toList();
  }

  @Test
  void eachNetworkGetsASubnetAndANumberOfItsOwn() {
    Network front = made(bench, overlay("front"));
    Network back = made(bench, overlay("back"));

    assertThat(subnets(front)).containsExactly("10.0.1.0/24");
    assertThat(subnets(back)).containsExactly("10.0.2.0/24");
    assertThat(Objects.requireNonNull(front.ipam().config()).getFirst().gateway())
        .isEqualTo("10.0.1.1");
    assertThat(List.of(front.vni(), back.vni())).containsExactly(4096, 4097);
    assertThat(List.of(front.scope(), front.driver())).containsExactly("swarm", "overlay");
  }

  @Test
  void optionsOfAnAddressPoolThatSayNothingAreNone() {
    String asked = "{\"Name\":\"%s\",\"Driver\":\"overlay\",\"IPAM\":{\"Options\":%s}}";
    Network none = made(bench, Json.read(asked.formatted("a", "{}"), NetworkCreate.class));
    Network some =
        made(bench, Json.read(asked.formatted("b", "{\"x\":\"y\"}"), NetworkCreate.class));

    assertThat(none.ipam().options()).isNull();
    assertThat(some.ipam().options()).containsExactly(Map.entry("x", "y"));
  }

  @Test
  void aNumberIsNotGivenAgainWhileOthersAreLeft() {
    Network first = made(bench, overlay("front"));
    bench.submit(new Command.RemoveNetwork("front"));
    assertThat(bench.image.network(first.id())).isNull();
    assertThat(made(bench, overlay("front")).vni()).isEqualTo(4097);
  }

  @Test
  void subnetsOfTwoNetworksMayOverlap() {
    made(bench, overlay("front", "10.77.0.0/24"));
    assertThat(subnets(made(bench, overlay("back", "10.77.0.0/16"))))
        .containsExactly("10.77.0.0/16");
  }

  @Test
  void aChosenSubnetIsWhereNoNodeHasARoute() {
    Node node = Objects.requireNonNull(bench.image.node("n1"));
    Node routed =
        node.withDescription(
            node.description().withRoutes(List.of("0.0.0.0/0", "10.0.1.0/24", "10.0.2.128/25")));
    bench.image = bench.image.with(List.of(new Change.PutNode(routed)), bench.image.at());
    bench.leadAgain(2);
    assertThat(subnets(made(bench, overlay("front")))).containsExactly("10.0.3.0/24");
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of("[{\"Subnet\":\"x\"}]", "Invalid subnet x : invalid CIDR address: x"),
        Arguments.of(
            "[{\"Subnet\":\"10.0.0.0/8\"}]",
            "subnet 10.0.0.0/8 is too large: a subnet is /12 at most"),
        Arguments.of(
            "[{\"Subnet\":\"10.0.0.0/31\"}]",
            "subnet 10.0.0.0/31 is too small: a subnet is /30 at least"),
        Arguments.of(
            "[{\"Subnet\":\"10.0.0.0/24\",\"Gateway\":\"10.0.1.1\"}]",
            "ipam configuration: subnet 10.0.0.0/24 does not contain gateway 10.0.1.1"),
        Arguments.of(
            "[{\"Subnet\":\"10.0.0.0/24\",\"Gateway\":\"me\"}]",
            "ipam configuration: invalid gateway me"),
        Arguments.of(
            "[{\"Subnet\":\"10.0.0.0/24\",\"IPRange\":\"10.0.1.0/28\"}]",
            "ipam configuration: subnet 10.0.0.0/24 does not contain range 10.0.1.0/28"),
        Arguments.of(
            "[{\"Subnet\":\"10.0.0.0/24\",\"IPRange\":\"r\"}]",
            "ipam configuration: invalid range r"),
        Arguments.of(
            "[{\"Subnet\":\"10.0.0.0/24\",\"AuxiliaryAddresses\":{\"a\":\"10.2.0.1\"}}]",
            "ipam configuration: subnet 10.0.0.0/24 does not contain auxiliary address 10.2.0.1"),
        Arguments.of(
            "[{\"Subnet\":\"10.0.0.0/24\"},{\"Subnet\":\"10.0.0.128/25\"}]",
            "subnet 10.0.0.128/25 overlaps another one of the network: multiple overlapping subnet"
                + " configuration is not supported"),
        Arguments.of(
            "[{\"Gateway\":\"10.0.0.1\"}]",
            "every ip-range or gateway must have a corresponding subnet"),
        Arguments.of(
            "[{\"Subnet\":\"fd00::/64\"}]",
            "subnet fd00::/64 is IPv6, which is not enabled for the network"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void subnetsThatMakeNoSenseAreRefused(String config, String message) {
    NetworkCreate spec =
        Json.read(
            "{\"Name\":\"front\",\"Driver\":\"overlay\",\"IPAM\":{\"Config\":" + config + "}}",
            NetworkCreate.class);
    ClusterImage before = bench.image;
    assertThat(bench.refusal(new Command.CreateNetwork(spec))).isEqualTo(message);
    assertThat(bench.image).isEqualTo(before);
  }

  static Stream<Arguments> unfit() {
    return Stream.of(
        Arguments.of(
            "{\"Name\":\"host\"}", "operation is not permitted on predefined host network"),
        Arguments.of("{\"Name\":\"-\"}", "name must be valid as a DNS name component"),
        Arguments.of(
            "{\"Name\":\"a\",\"Driver\":\"macvlan\"}",
            "plugin \"macvlan\" not found: networks of the swarm have driver overlay"),
        Arguments.of(
            "{\"Name\":\"a\",\"Ingress\":true,\"Attachable\":true}",
            "ingress network cannot be attachable"),
        Arguments.of(
            "{\"Name\":\"a\",\"Ingress\":true,\"Options\":{\"encrypted\":\"\"}}",
            "ingress network cannot be encrypted: clients outside call it in the clear"),
        Arguments.of(
            "{\"Name\":\"a\",\"Options\":{\"com.docker.network.driver.mtu\":\"9\"}}",
            "invalid MTU \"9\": must be from 576 to 65535"));
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void networksThatCannotBeAreRefused(String spec, String message) {
    assertThat(bench.refusal(new Command.CreateNetwork(Json.read(spec, NetworkCreate.class))))
        .isEqualTo(message);
  }

  @Test
  void namesAreUnique() {
    made(bench, overlay("front"));
    assertThat(bench.refusal(new Command.CreateNetwork(overlay("front"))))
        .isEqualTo("network with name front already exists");
    assertThat(bench.refusal(new Command.RemoveNetwork("nope")))
        .isEqualTo("network nope not found");
    assertThat(bench.refusal(new Command.RemoveNetwork("host")))
        .isEqualTo("host is a pre-defined network and cannot be removed");
  }

  @Test
  void aClusterHasAnIngressNetworkUntilItIsRemoved() {
    Network ingress = Objects.requireNonNull(bench.image.ingressNetwork());
    assertThat(ingress.name()).isEqualTo("ingress");
    assertThat(subnets(ingress)).containsExactly("100.64.0.0/10");
    assertThat(bench.refusal(new Command.CreateNetwork(ingress("again"))))
        .isEqualTo("ingress network (" + ingress.id() + ") is already present");

    bench.submit(new Command.RemoveNetwork("ingress"));
    bench.leadAgain(2);
    bench.create(web(1));

    assertThat(bench.image.ingressNetwork()).isNull();
    assertThat(
            bench.submit(
                new Command.CreateService(publishing(web(1), "8080:80").withName("out"), null)))
        .isEqualTo(
            new CommandResult.Refused(
                new Refusal(
                    Refusal.Kind.FAILED_PRECONDITION,
                    "service needs ingress network, but no ingress network is present")));
    assertThat(made(bench, ingress("mine")).ingress()).isTrue();
    bench.create(publishing(web(1), "8080:80").withName("out"));
  }

  @Test
  void aNetworkInUseStays() {
    Network front = made(bench, overlay("front"));
    Service web = bench.create(on(web(2), "front"));
    Service out = bench.create(publishing(web(1), "8080:80").withName("out"));
    bench.obey();

    assertThat(bench.refusal(new Command.RemoveNetwork("front")))
        .isEqualTo("network " + front.id() + " is in use by service " + web.id() + " (web)");
    assertThat(bench.refusal(new Command.RemoveNetwork("ingress")))
        .isEqualTo(
            "ingress network cannot be removed because service "
                + out.id()
                + " depends on it (out)");

    bench.submit(new Command.RemoveService("web"));
    assertThat(bench.submit(new Command.RemoveNetwork("front")))
        .isInstanceOf(CommandResult.Done.class);
    assertThat(bench.image.blocksOfNetwork(front.id())).isEmpty();
  }

  @Test
  void aNetworkGrows() {
    Network front = made(bench, overlay("front", "10.9.0.0/24"));
    assertThat(bench.submit(new Command.UpdateNetwork("front", List.of("10.9.8.0/24"))))
        .isInstanceOf(CommandResult.Done.class);
    assertThat(subnets(Objects.requireNonNull(bench.image.network(front.id()))))
        .containsExactly("10.9.0.0/24", "10.9.8.0/24");
    assertThat(bench.refusal(new Command.UpdateNetwork("front", List.of("10.9.0.0/25"))))
        .startsWith("subnet 10.9.0.0/25 overlaps another one");
    assertThat(bench.refusal(new Command.UpdateNetwork("front", List.of("fd00::/64"))))
        .isEqualTo("only IPv4 subnets can be added, not fd00::/64");
    assertThat(bench.refusal(new Command.UpdateNetwork("ingress", List.of("10.8.0.0/24"))))
        .isEqualTo("the addresses of an ingress network are not its own to change");
  }

  @Test
  void servicesReferToNetworksByAnyNameAndKeepTheId() {
    Network front = made(bench, overlay("front"));
    Service web = bench.create(on(web(1), "front", "bridge"));
    assertThat(bench.service(web.id()).spec()).isEqualTo(on(web(1), front.id(), "bridge"));
    assertThat(bench.refusal(new Command.CreateService(on(web(1), "nope").withName("x"), null)))
        .isEqualTo("network nope not found");
    assertThat(bench.refusal(new Command.CreateService(on(web(1), "ingress").withName("x"), null)))
        .isEqualTo("Service cannot be explicitly attached to the ingress network \"ingress\"");
  }

  @Test
  void aPublishedPortIsOneServicesAlone() {
    Service out = bench.create(publishing(web(1), "8080:80").withName("out"));
    assertThat(
            bench.refusal(
                new Command.CreateService(publishing(web(1), "8080:90").withName("x"), null)))
        .isEqualTo(
            "port '8080' is already in use by service 'out' (" + out.id() + ") as an ingress port");
    bench.update(out, publishing(web(1), "8081:80").withName("out"));
    bench.create(publishing(web(1), "8080:90").withName("x"));
    assertThat(
            bench.refusal(
                new Command.UpdateService(
                    "out",
                    bench.service(out.id()).version().index(),
                    publishing(web(1), "8080:80").withName("out"),
                    null)))
        .startsWith("port '8080' is already in use by service 'x'");
  }

  @Test
  void aPortTheClusterChoseIsTakenToo() {
    bench.create(publishing(web(1), "0:80").withName("out"));
    assertThat(
            bench.refusal(
                new Command.CreateService(publishing(web(1), "30000:80").withName("x"), null)))
        .startsWith("port '30000' is already in use by service 'out'");
  }

  @Test
  void ipv6SubnetsHoldAllOfIpv4() {
    Network front = made(bench, Nets.dualStack("front", "10.5.0.0/24", "fd05::/64"));
    assertThat(subnets(front)).containsExactly("10.5.0.0/24", "fd05::/64");
    Network chosen = made(bench, Nets.dualStack("back"));
    assertThat(subnets(chosen)).hasSize(2);
    assertThat(subnets(chosen).getLast()).startsWith("fd").endsWith("/64");
    assertThat(
            bench.refusal(
                new Command.CreateNetwork(Nets.dualStack("small", "10.6.0.0/24", "fd06::/124"))))
        .isEqualTo("subnet fd06::/124 is smaller than the IPv4 subnets of the network");
  }
}
