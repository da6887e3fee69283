package io.jswarm.ingress.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.ingress.table.Published.Reach;
import io.jswarm.overlaynet.SharedMap;
import io.jswarm.overlaynet.nft.Family;
import io.jswarm.overlaynet.nft.Ruleset;
import io.jswarm.overlaynet.nft.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HostRulesTest {
  private static final Binding HTTP = new Binding("tcp", "", 8080, 80);

  @Test
  void aPublishedPortLeadsToThePortOfTheTasksOnTheFabric() {
    Table v4 = table(Family.IP, web(List.of(HTTP), "100.64.1.2", "100.64.2.2"));
    assertThat(v4.elements("ports")).isEqualTo(Map.of("tcp . 8080", "goto port_web_80_tcp"));
    assertThat(v4.rules("port_web_80_tcp"))
        .containsExactly(
            "meta l4proto tcp dnat to numgen random mod 2"
                + " map { 0 : 100.64.1.2, 1 : 100.64.2.2 }:80");
  }

  @Test
  void theSamePortInTheNewerVersionOfIpLeadsToTheirAddressesThere() {
    Table v6 = table(Family.IP6, web(List.of(HTTP), "100.64.1.2"));
    assertThat(v6.rules("port_web_80_tcp").getFirst())
        .endsWith("map { 0 : fd6a:7377::6440:102 }:80");
  }

  @Test
  void aPortNobodyServesYetRefuses() {
    assertThat(table(Family.IP, web(List.of(HTTP))).rules("port_web_80_tcp"))
        .containsExactly("reject with tcp reset", "reject");
  }

  @Test
  void aRangeHasOneChainForEachTargetAndProtocolsShareIt() {
    List<Binding> range =
        List.of(
            new Binding("tcp", "", 9000, 90),
            new Binding("udp", "", 9000, 90),
            new Binding("sctp", "", 9001, 91));
    Table table = table(Family.IP, web(range, "100.64.1.2"));
    assertThat(table.elements("ports"))
        .isEqualTo(
            Map.of(
                "tcp . 9000", "goto port_web_90_tcp",
                "udp . 9000", "goto port_web_90_udp",
                "sctp . 9001", "goto port_web_91_sctp"));
  }

  @Test
  void whatATaskPublishesOnItsNodeIsAnsweredThereOnly() {
    Published task = new Published("t", Reach.THIS_NODE, List.of(HTTP), List.of("100.64.1.2"));
    Table table = table(Family.IP, task);
    assertThat(table.elements("own_ports")).isEqualTo(Map.of("tcp . 8080", "goto port_t_80_tcp"));
    assertThat(table.elements("ports")).isEmpty();
  }

  @Test
  void aPortOnOneAddressIsAnsweredOnThatAddressOnly() {
    Binding bound = new Binding("tcp", "10.0.0.5", 80, 8080);
    Table table = table(Family.IP, web(List.of(bound), "100.64.1.2"));
    assertThat(table.elements("bound_ports"))
        .isEqualTo(Map.of("10.0.0.5 . tcp . 80", "goto port_web_8080_tcp"));
    assertThat(table.elements("ports")).isEmpty();
    assertThat(table(Family.IP6, web(List.of(bound), "100.64.1.2")).chains())
        .doesNotContainKey("port_web_8080_tcp");
  }

  @Test
  void theZeroAddressMeansAllOfItsVersionOfIp() {
    Published any = web(List.of(new Binding("tcp", "0.0.0.0", 80, 80)), "100.64.1.2");
    assertThat(table(Family.IP, any).elements("ports")).containsKey("tcp . 80");
    assertThat(table(Family.IP6, any).elements("ports")).isEmpty();
  }

  @Test
  void thePortsOfTheClusterItselfAreNeverLedAway() {
    assertThat(table(Family.IP).rules("published"))
        .startsWith(
            "ip daddr 169.254.1.1 th dport 53 return", "meta l4proto . th dport @reserved return");
  }

  @Test
  void oneTaskLessTouchesOnlyTheChainsOfItsService() {
    Published other = new Published("db", Reach.EVERY_NODE, List.of(), List.of("100.64.1.9"));
    Ruleset before = rules(web(List.of(HTTP), "100.64.1.2", "100.64.2.2"), other);
    Ruleset after = rules(web(List.of(HTTP), "100.64.1.2"), other);
    assertThat(after.since(before).lines())
        .hasSize(4)
        .allMatch(line -> line.contains("port_web_80_tcp"));
  }

  @Test
  void aConnectionRemembersTheNodeItCameByAndAnswersGoBackThere() {
    String text = Marks.text(Marks.of(List.of("n2")).of("n2"));
    assertThat(table(Family.IP).elements("marks")).isEqualTo(Map.of("02:dc:00:00:00:02", text));
    assertThat(Egress.rules(host().others()).whole())
        .contains("{ " + text + " : 02:dc:00:00:00:02 }")
        .contains("meta mark set 0x00000000");
  }

  @Test
  void whatComesByEachNodeIsTrackedInAZoneOfItsOwn() {
    int zone = Marks.of(List.of("n2")).of("n2") & ~Marks.FLAG;
    for (Family family : List.of(Family.IP, Family.IP6)) {
      assertThat(table(family).elements("zones"))
          .isEqualTo(Map.of("02:dc:00:00:00:02", Integer.toString(zone)));
      assertThat(table(family).rules("arriving"))
          .contains("iifname \"jsw0\" ct original zone set ether saddr map @zones");
    }
  }

  @Test
  void withoutTheHookAtTheEgressTheMarkIsClearedAfterRouting() {
    assertThat(HostRules.of(host(), ReturnPath.ROUTED).whole())
        .contains("oifname \"jsw0\" meta mark set 0x00000000");
    assertThat(HostRules.of(host(), ReturnPath.REWRITTEN).whole())
        .doesNotContain("mark set 0x0000");
  }

  @Test
  void aThousandNodesHaveAMarkEachThatOthersDoNotChange() {
    List<String> ids = IntStream.range(0, 1000).mapToObj(i -> "node" + i * 7919).toList();
    Marks all = Marks.of(ids);
    assertThat(ids).extracting(all::of).doesNotHaveDuplicates();
    Marks fewer = Marks.of(ids.subList(0, 500));
    long moved = ids.stream().limit(500).filter(id -> fewer.of(id) != all.of(id)).count();
    assertThat(moved).as("only those whose marks collide").isLessThan(20);
  }

  @Test
  void aPortThatCannotBeIsRefused() {
    assertThatThrownBy(() -> new Binding("tcp", "", 0, 80)).hasMessage("there is no port 0");
  }

  private static Table table(Family family, Published... published) {
    return rules(published).table(family).orElseThrow();
  }

  private static Ruleset rules(Published... published) {
    return HostRules.of(host(published), ReturnPath.REWRITTEN);
  }

  private static Published web(List<Binding> bindings, String... backends) {
    return new Published("web", Reach.EVERY_NODE, bindings, List.of(backends));
  }

  private static Host host(Published... published) {
    return new Host(
        List.of("10.99.0.1", "fd99::1"),
        List.of("100.64.0.0/10"),
        "100.64.1.0",
        new TreeMap<>(
            Map.of(
                "n2",
                new OtherNode(List.of("10.99.0.2", "fd99::2"), "02:dc:00:00:00:02", "100.64.2.0"))),
        new TreeMap<>(Map.of("jsf1", "100.64.1.2")),
        new TreeSet<>(List.of("tcp . 2377")),
        new Secrets(4789, new TreeSet<>(List.of(4097, 4099))),
        byId(published));
  }

  private static SharedMap<Published> byId(Published... published) {
    return SharedMap.of(
        Arrays.stream(published).collect(Collectors.toMap(Published::id, each -> each)));
  }
}
