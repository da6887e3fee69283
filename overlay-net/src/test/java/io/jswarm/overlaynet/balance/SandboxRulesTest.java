package io.jswarm.overlaynet.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.rpc.NetworkFact.Backend;
import io.jswarm.api.rpc.NetworkFact.Endpoint;
import io.jswarm.api.rpc.NetworkFact.Front;
import io.jswarm.api.rpc.NetworkFact.Name;
import io.jswarm.overlaynet.SharedMap;
import io.jswarm.overlaynet.nft.Family;
import io.jswarm.overlaynet.nft.Table;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SandboxRulesTest {
  private static final Front WEB =
      new Front(
          "web",
          "web",
          List.of(new Name("n", List.of("10.1.255.1", "fd01::1"), List.of())),
          List.of());

  @Test
  void aVirtualAddressLeadsToTheServicesChainInBothVersionsOfIp() {
    assertThat(table(Family.IP, service(task("1"))).elements("vips"))
        .isEqualTo(Map.of("10.1.255.1", "goto service_web"));
    assertThat(table(Family.IP6, service(task("1"))).elements("vips"))
        .isEqualTo(Map.of("fd01::1", "goto service_web"));
  }

  @Test
  void aConnectionGoesToOneOfTheTasksInOrderOfTheirIds() {
    assertThat(rules(Family.IP, task("2"), task("1")))
        .containsExactly("dnat to numgen random mod 2" + " map { 0 : 10.1.0.1, 1 : 10.1.0.2 }");
    assertThat(rules(Family.IP6, task("1")))
        .containsExactly("dnat to numgen random mod 1 map { 0 : fd01::a1 }");
  }

  @Test
  void aServiceWithoutATaskRefusesInItsOwnChain() {
    assertThat(rules(Family.IP)).containsExactly("reject with tcp reset", "reject");
  }

  @Test
  void aTaskThatDrainsGetsNothingNew() {
    assertThat(rules(Family.IP, draining("1"), task("2")).getFirst())
        .contains("10.1.0.2")
        .doesNotContain("10.1.0.1");
  }

  @Test
  void oneTaskMoreFlushesAndFillsOneChainOfEachFamilyAndNothingElse() {
    assertThat(
            SandboxRules.of(sandbox(service(task("1"), task("2"))))
                .since(SandboxRules.of(sandbox(service(task("1")))))
                .lines())
        .hasSize(4)
        .allMatch(line -> line.contains("service_web"));
  }

  @Test
  void anAddressOfTheRangeThatNobodyHasIsRefused() {
    assertThat(table(Family.IP, service()).rules("balance"))
        .contains(
            "ip daddr 10.1.255.0/24 reject with tcp reset",
            "ip daddr 10.1.255.0/24 meta l4proto { udp, sctp } reject");
  }

  @Test
  void aContainerSpeaksWithItsOwnAddressesOnly() {
    Table table = table(Family.IP, service());
    assertThat(table.rules("arriving"))
        .startsWith("iifname \"jso*\" iifname . ip saddr != @members drop");
    assertThat(table.elements("members").keySet()).containsExactly("\"jso1\" . 10.1.0.1");
  }

  @Test
  void aContainerThatReachesItselfSeesTheNodesAddress() {
    Table table = table(Family.IP, service());
    assertThat(table.elements("loops").keySet()).containsExactly("10.1.0.1 . 10.1.0.1");
    assertThat(table.rules("leaving"))
        .containsExactly("ip saddr . ip daddr @loops snat to 10.1.0.0");
  }

  @Test
  void aNodeWithoutAnAddressOfItsOwnUsesAVirtualOneInstead() {
    Sandbox bare =
        new Sandbox(List.of(), List.of(), new TreeMap<>(), SharedMap.of(Map.of("web", service())));
    assertThat(SandboxRules.of(bare).table(Family.IP).orElseThrow().rules("leaving"))
        .containsExactly("ip saddr . ip daddr @loops snat to 10.1.255.1");
  }

  @Test
  void aServiceWithoutAVirtualAddressOnTheNetworkHasNoChainThere() {
    assertThat(VirtualService.of("other", WEB, List.of(task("1")))).isEmpty();
  }

  private static List<String> rules(Family family, Backend... tasks) {
    return table(family, service(tasks)).rules("service_web");
  }

  private static Table table(Family family, VirtualService service) {
    return SandboxRules.of(sandbox(service)).table(family).orElseThrow();
  }

  private static Sandbox sandbox(VirtualService service) {
    return new Sandbox(
        List.of("10.1.255.0/24", "fd01::ff00/120"),
        List.of("10.1.0.0", "fd01::a0"),
        new TreeMap<>(Map.of("jso1", List.of("10.1.0.1", "fd01::a1"))),
        SharedMap.of(Map.of("web", service)));
  }

  private static VirtualService service(Backend... tasks) {
    return VirtualService.of("n", WEB, List.of(tasks)).orElseThrow();
  }

  private static Backend task(String id) {
    return backend(id, false);
  }

  private static Backend draining(String id) {
    return backend(id, true);
  }

  private static Backend backend(String id, boolean draining) {
    Endpoint here = new Endpoint("n", List.of("10.1.0." + id, "fd01::a" + id), List.of());
    Endpoint elsewhere = new Endpoint("m", List.of("10.2.0." + id), List.of());
    return new Backend(id, "web", "node", 1, "web.1." + id, draining, List.of(here, elsewhere));
  }
}
