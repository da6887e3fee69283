package io.jswarm.manager.orchestration;

import static io.jswarm.manager.bench.Fixtures.scaled;
import static io.jswarm.manager.bench.Fixtures.web;
import static io.jswarm.manager.bench.Nets.internal;
import static io.jswarm.manager.bench.Nets.made;
import static io.jswarm.manager.bench.Nets.on;
import static io.jswarm.manager.bench.Nets.overlay;
import static io.jswarm.manager.bench.Nets.publishing;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.command.Command;
import io.jswarm.api.model.Endpoint;
import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.EndpointVirtualIp;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.NetworkAttachment;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.PortConfig;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.manager.bench.Bench;
import io.jswarm.manager.bench.Nets;
import io.jswarm.raftstore.image.Block;
import io.jswarm.raftstore.image.FreedAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AddressingTest {
  private final Bench bench = Bench.withNodes(3);

  private static List<String> networks(Task task) {
    return task.networksAttachments().stream().map(one -> one.network().id()).toList();
  }

  private static List<String> addresses(Task task) {
    return task.networksAttachments().stream().flatMap(one -> one.addresses().stream()).toList();
  }

  private Set<String> addresses(Service service) {
    return bench.wanted(service).stream()
        .flatMap(task -> addresses(task).stream())
        .collect(Collectors.toSet());
  }

  private Service now(Service service) {
    return bench.service(service.id());
  }

  @Test
  void everyNodeHasAShareOfTheNetworkOfAllNodes() {
    assertThat(bench.image.blocksOfNetwork(NetworkFact.FABRIC))
        .extracting(Block::owner)
        .containsExactlyInAnyOrder("n1", "n2", "n3");
  }

  @Test
  void aServiceThatAsksForNothingReachesOutside() {
    Service web = bench.create(web(2));
    assertThat(bench.wanted(web))
        .allSatisfy(task -> {
          assertThat(networks(task)).containsExactly(NetworkFact.FABRIC);
          assertThat(addresses(task).getFirst()).startsWith("100.64.").endsWith("/10");
        });
    assertThat(addresses(web)).hasSize(2);
    assertThat(now(web).endpoint().virtualIps()).isEmpty();
  }

  @Test
  void aServiceHasNoEndpointBeforeItNeedsOne() {
    EndpointSpec vip = new EndpointSpec("vip", List.of());
    Service web = bench.create(web(1).withEndpointSpec(vip));
    assertThat(now(web).endpoint()).isEqualTo(Endpoint.NONE);

    bench.update(now(web), publishing(web(1), "8080:80"));
    assertThat(now(web).endpoint().ports()).hasSize(1);

    bench.update(now(web), web(1).withEndpointSpec(vip));
    assertThat(now(web).endpoint()).isEqualTo(new Endpoint(vip, List.of(), List.of()));
  }

  @Test
  void serviceTasksAndAddressesAreOneRound() {
    Network front = made(bench, overlay("front", "10.1.0.0/24"));
    Network back = made(bench, overlay("back", "10.2.0.0/16"));
    int before = bench.rounds.size();

    Service web = bench.create(on(web(3), "back", "front"));

    assertThat(bench.rounds).hasSize(before + 1);
    assertThat(bench.wanted(web))
        .allSatisfy(task -> {
          assertThat(task.status().state()).isEqualTo(TaskState.ASSIGNED);
          assertThat(networks(task)).containsExactly(back.id(), front.id(), NetworkFact.FABRIC);
          assertThat(addresses(task).get(1)).startsWith("10.1.0.").endsWith("/24");
        });
    assertThat(addresses(web)).hasSize(9);
    assertThat(now(web).endpoint().virtualIps())
        .extracting(EndpointVirtualIp::networkId)
        .containsExactly(back.id(), front.id());
    assertThat(addresses(web))
        .doesNotContainAnyElementsOf(
            now(web).endpoint().virtualIps().stream().map(EndpointVirtualIp::addr).toList());
  }

  @Test
  void tasksShareWhatTheyCarryOfANetwork() {
    made(bench, overlay("front"));
    Service web = bench.create(on(web(4), "front"));
    bench.update(web, scaled(on(web(4), "front"), 8));
    List<NetworkAttachment> all =
        bench.wanted(web).stream().map(task -> task.networksAttachments().getFirst()).toList();
    assertThat(all).allSatisfy(one -> assertThat(one.network()).isSameAs(all.getFirst().network()));
  }

  @Test
  void whatIsInternalAndWhatHasNoNetworkHasNoWayOut() {
    Network inner = made(bench, internal("inner"));
    assertThat(networks(bench.wanted(bench.create(on(web(1), "inner"))).getFirst()))
        .containsExactly(inner.id());
    assertThat(networks(bench.wanted(bench.create(on(named("a"), "none"))).getFirst())).isEmpty();
    assertThat(networks(bench.wanted(bench.create(on(named("b"), "host"))).getFirst())).isEmpty();
    assertThat(networks(bench.wanted(bench.create(on(named("c"), "bridge"))).getFirst()))
        .containsExactly(NetworkFact.FABRIC);
  }

  private static ServiceSpec named(String name) {
    return web(1).withName(name);
  }

  @Test
  void whatIsPublishedIsOnTheIngressNetwork() {
    made(bench, internal("inner"));
    Network ingress = Objects.requireNonNull(bench.image.ingressNetwork());
    Service web = bench.create(publishing(on(web(1), "inner"), "8080:80", "0:81"));
    assertThat(networks(bench.wanted(web).getFirst())).endsWith(ingress.id());
    assertThat(now(web).endpoint().ports())
        .extracting(PortConfig::publishedPort)
        .containsExactly(8080, 30_000);
  }

  @Test
  void tasksThatCannotBeReachedAreReplacedWhenTheirServiceComesToPublish() {
    made(bench, internal("inner"));
    Service web = bench.create(on(web(1), "inner"));
    bench.obey();
    Task before = bench.wanted(web, 1);
    bench.update(web, publishing(on(web(1), "inner"), "8080:80"));
    bench.obey();
    assertThat(bench.wanted(web, 1).id()).isNotEqualTo(before.id());
    Service open = bench.create(named("open"));
    bench.obey();
    Task stays = bench.wanted(open, 1);
    bench.update(open, publishing(named("open"), "8081:80"));
    bench.obey();
    assertThat(bench.wanted(open, 1).id()).isEqualTo(stays.id());
  }

  @Test
  void anUpdateAddsAndRemovesNetworksAndPorts() {
    Network front = made(bench, overlay("front"));
    Network back = made(bench, overlay("back"));
    Service web = bench.create(publishing(on(web(1), "front"), "0:80"));
    bench.obey();
    String vip = now(web).endpoint().virtualIps().getFirst().addr();

    bench.update(web, publishing(on(web(1), "front", "back"), "0:81", "0:80"));
    bench.obey();

    assertThat(now(web).endpoint().virtualIps()).hasSize(2);
    assertThat(now(web).endpoint().virtualIps().getFirst())
        .isEqualTo(new EndpointVirtualIp(front.id(), vip));
    assertThat(now(web).endpoint().ports())
        .extracting(PortConfig::publishedPort)
        .containsExactly(30_001, 30_000);
    assertThat(networks(bench.wanted(web, 1))).contains(front.id(), back.id());

    bench.update(web, on(web(1), "back"));
    bench.obey();

    assertThat(now(web).endpoint().virtualIps())
        .extracting(EndpointVirtualIp::networkId)
        .containsExactly(back.id());
    assertThat(now(web).endpoint().ports()).isEmpty();
    assertThat(bench.image.freed())
        .extracting(FreedAddress::address)
        .contains(vip.substring(0, vip.indexOf('/')));
  }

  @Test
  void serviceNamesMayLeadToTheTasksThemselves() {
    made(bench, overlay("front"));
    Service web =
        bench.create(on(web(1), "front").withEndpointSpec(new EndpointSpec("dnsrr", List.of())));
    assertThat(now(web).endpoint().virtualIps()).isEmpty();
    assertThat(networks(bench.wanted(web, 1))).hasSize(2);
  }

  @Test
  void bothFamiliesGoTogether() {
    made(bench, Nets.dualStack("front", "10.5.0.0/24", "fd05::/64"));
    Service web = bench.create(on(web(1), "front"));
    Task task = bench.wanted(web, 1);
    List<String> both = task.networksAttachments().getFirst().addresses();
    int last = Integer.parseInt(both.getFirst().replaceAll("10.5.0.(\\d+)/24", "$1"));
    assertThat(both.getLast()).isEqualTo("fd05::" + Integer.toHexString(last) + "/64");
    assertThat(now(web).endpoint().virtualIps()).hasSize(2);
  }

  @Test
  void tasksWaitWhenANetworkIsFullAndGoOnWhenItGrows() {
    made(bench, overlay("tiny", "10.1.0.0/29"));
    Service web = bench.create(on(web(7), "tiny")); // five addresses, one of them virtual
    bench.obey();
    assertThat(bench.running(web)).hasSize(4);
    assertThat(bench.wanted(web))
        .filteredOn(task -> task.status().state() == TaskState.PENDING)
        .hasSize(3)
        .allSatisfy(task ->
            assertThat(task.status().err())
                .isEqualTo(
                    "no address left in network tiny (10.1.0.0/29): all 5 are taken; add a subnet"
                        + " to it or run fewer tasks on it"));

    bench.submit(new Command.UpdateNetwork("tiny", List.of("10.2.0.0/24")));
    bench.obey();

    assertThat(bench.running(web)).hasSize(7);
    assertThat(addresses(web)).hasSize(14);
  }

  @Test
  void aServiceWithoutItsVirtualAddressWaits() {
    made(bench, overlay("tiny", "10.1.0.0/30"));
    Service first = bench.create(on(named("first"), "tiny"));
    Service second = bench.create(on(named("second"), "tiny"));
    assertThat(now(first).endpoint().virtualIps()).hasSize(1);
    assertThat(bench.wanted(second, 1).status().err())
        .startsWith("no address left in network tiny");

    bench.submit(new Command.RemoveService("first"));
    bench.obey();

    assertThat(now(second).endpoint().virtualIps()).hasSize(1);
  }

  @Test
  void anAddressIsNotGivenToTheNextTaskAtOnce() {
    made(bench, overlay("front"));
    Service web = bench.create(on(web(1), "front"));
    bench.obey();
    String before = addresses(bench.wanted(web, 1)).getFirst();
    bench.submit(new Command.RemoveService("web"));
    bench.obey();
    assertThat(bench.image.tasks()).isEmpty();
    assertThat(bench.image.freed())
        .extracting(FreedAddress::address)
        .contains(before.substring(0, before.indexOf('/')));
    for (int term = 2; term < 12; term++) {
      bench.leadAgain(term);
      Service next = bench.create(on(named("s" + term), "front"));
      assertThat(addresses(next)).doesNotContain(before);
    }
    bench.pass(Duration.ofSeconds(90));
    bench.create(named("later"));
    bench.pass(Duration.ofSeconds(90));
    bench.create(named("even-later"));
    assertThat(bench.image.freed()).isEmpty();
  }

  @Test
  void anAddressRestsAlsoWhenItsNetworkGrows() {
    made(bench, overlay("tiny", "10.1.0.0/29"));
    Service web = bench.create(on(web(3), "tiny"));
    bench.obey();
    Set<String> before = addresses(web);
    bench.submit(new Command.RemoveService("web"));
    bench.obey();
    bench.submit(new Command.UpdateNetwork("tiny", List.of("10.2.0.0/24")));
    assertThat(addresses(bench.create(on(web(3), "tiny")))).doesNotContainAnyElementsOf(before);
  }

  @Test
  void whatARemovedNodeHadComesBack() {
    made(bench, overlay("front"));
    Service web = bench.create(on(web(3), "front"));
    bench.obey();
    bench.observe("n2", NodeState.DOWN);
    bench.submit(new Command.RemoveNode("n2", true));
    bench.obey();
    assertThat(bench.running(web)).hasSize(3);

    bench.pass(Duration.ofSeconds(130));

    assertThat(bench.image.blocksOfNode("n2")).isEmpty();
    assertThat(bench.image.blocksOfNode("n1")).isNotEmpty();
  }

  @Test
  void whatIsNotNeededComesBackHoweverOftenLeadersChange() {
    Network front = made(bench, overlay("front"));
    bench.create(on(web(3), "front"));
    bench.obey();
    bench.submit(new Command.RemoveService("web"));
    bench.obey();
    for (int term = 2; term < 9; term++) {
      bench.pass(Duration.ofSeconds(10));
      bench.leadAgain(term);
    }
    assertThat(bench.image.blocksOfNetwork(front.id())).isEmpty();
    bench.create(web(1).withName("other"));
    assertThat(bench.image.freed()).isEmpty();
  }

  @Test
  void aShareThatNobodyUsesAnyMoreComesBackButNotTheLastOfTheFabric() {
    Network front = made(bench, overlay("front"));
    bench.create(on(web(3), "front"));
    bench.obey();
    bench.submit(new Command.RemoveService("web"));
    bench.obey();
    bench.pass(Duration.ofSeconds(130));
    assertThat(bench.image.blocksOfNetwork(front.id())).isEmpty();
    assertThat(bench.image.blocksOfNetwork(NetworkFact.FABRIC)).hasSize(3);
  }

  @Test
  void aNewLeaderGoesOnWhereTheLastOneStopped() {
    made(bench, overlay("tiny", "10.1.0.0/28"));
    Service web = bench.create(on(web(5), "tiny"));
    bench.leadAgain(2);
    bench.update(web, on(scaled(web(5), 11), "tiny"));
    assertThat(bench.wanted(web))
        .filteredOn(task -> task.status().state() != TaskState.PENDING)
        .hasSize(11);
    assertThat(addresses(web)).hasSize(22);
  }

  @Test
  void aLargeServiceOnManyNodesFitsItsRounds() {
    Bench many = Bench.withNodes(300);
    made(many, overlay("wide", "10.16.0.0/12"));
    int before = many.rounds.size();
    Service web = many.create(on(web(6_000), "wide"));
    many.finish();
    Set<String> all =
        many.wanted(web).stream()
            .peek(task -> assertThat(task.status().state()).isEqualTo(TaskState.ASSIGNED))
            .map(task -> addresses(task).getFirst())
            .collect(Collectors.toSet());
    assertThat(all).hasSize(6_000);
    assertThat(many.rounds.size() - before).isLessThanOrEqualTo(6);
  }
}
