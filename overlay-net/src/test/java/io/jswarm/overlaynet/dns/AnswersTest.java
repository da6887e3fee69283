package io.jswarm.overlaynet.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.Defaults;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Backend;
import io.jswarm.api.rpc.NetworkFact.Endpoint;
import io.jswarm.api.rpc.NetworkFact.Front;
import io.jswarm.api.rpc.NetworkFact.Name;
import io.jswarm.api.rpc.NetworkFact.Segment;
import io.jswarm.overlaynet.dns.Answer.Addresses;
import io.jswarm.overlaynet.dns.Answer.Elsewhere;
import io.jswarm.overlaynet.dns.Answer.NoName;
import io.jswarm.overlaynet.dns.Answer.Pointer;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private static final Asker ON_BOTH = new Asker(List.of("front", "back"), List.of());
  private static final Asker OUTSIDE = new Asker(List.of("other"), List.of());

  private final Names names = new Names();

  @BeforeEach
  void aServiceWithAVirtualAddressAndOneWithout() {
    names.put(segment("front", "Shop", "10.1.0.0/16"));
    names.put(segment("back", "store", "10.2.0.0/16"));
    names.put(service("web", new Name("front", List.of("10.1.255.1", "fd01::f1"), List.of("www"))));
    names.put(service("db", new Name("back", List.of(), List.of())));
    names.put(task("w1", "web", "front", "10.1.0.2", "fd01::2"));
    names.put(task("w2", "web", "front", "10.1.0.3", "fd01::3"));
    names.put(task("d1", "db", "back", "10.2.0.2"));
  }

  @Test
  void aServiceIsItsVirtualAddress() {
    assertThat(ask("web", Query.A)).isEqualTo(addresses("10.1.255.1"));
    assertThat(ask("web", Query.AAAA)).isEqualTo(addresses("fd01::f1"));
  }

  @Test
  void aServiceIsKnownByItsAliasesAndInAnyCase() {
    assertThat(ask("WWW", Query.A)).isEqualTo(addresses("10.1.255.1"));
  }

  @Test
  void aServiceWithoutAVirtualAddressIsItsTasks() {
    assertThat(ask("db", Query.A)).isEqualTo(addresses("10.2.0.2"));
  }

  @Test
  void theTasksOfAServiceComeFirstInTurn() {
    assertThat(ask("tasks.web", Query.A, 0)).isEqualTo(addresses("10.1.0.2", "10.1.0.3"));
    assertThat(ask("tasks.web", Query.A, 1)).isEqualTo(addresses("10.1.0.3", "10.1.0.2"));
  }

  @Test
  void aContainerIsKnownByItsName() {
    assertThat(ask("web.1.w1", Query.A)).isEqualTo(addresses("10.1.0.2"));
  }

  @Test
  void aNameMayBeFollowedByItsNetwork() {
    assertThat(ask("web.shop", Query.A)).isEqualTo(addresses("10.1.255.1"));
    assertThat(ask("web.store", Query.A)).isEqualTo(new Elsewhere());
  }

  @Test
  void aKnownNameWithoutAnAddressOfTheVersionHasNoData() {
    assertThat(ask("db", Query.AAAA)).isEqualTo(addresses());
    assertThat(ask("web", 15)).isEqualTo(addresses());
  }

  @Test
  void namesOfNetworksOneIsNotOnAreSomebodyElses() {
    assertThat(Answers.of(Questions.of("web", Query.A), OUTSIDE, names, 0))
        .isEqualTo(new Elsewhere());
  }

  @Test
  void nobodyIsFoundOnTheFabric() {
    names.put(task("f1", "web", NetworkFact.FABRIC, "100.64.1.2"));
    Asker asker = new Asker(List.of(NetworkFact.FABRIC), List.of());
    assertThat(Answers.of(Questions.of("web.1.f1", Query.A), asker, names, 0))
        .isEqualTo(new Elsewhere());
  }

  @Test
  void anUnknownNameIsSomebodyElses() {
    assertThat(ask("nowhere", Query.A)).isEqualTo(new Elsewhere());
    assertThat(ask("example.org", Query.A)).isEqualTo(new Elsewhere());
  }

  @Test
  void anAddressHasTheNameOfItsServiceOrContainerAndNetwork() {
    assertThat(ask("1.255.1.10.in-addr.arpa", Query.PTR)).isEqualTo(new Pointer("web.shop"));
    assertThat(ask("2.0.1.10.in-addr.arpa", Query.PTR)).isEqualTo(new Pointer("web.1.w1.shop"));
    String v6 = "2.0.0.0." + "0.0.0.0.".repeat(6) + "1.0.d.f.ip6.arpa";
    assertThat(ask(v6, Query.PTR)).isEqualTo(new Pointer("web.1.w1.shop"));
  }

  @Test
  void anAddressOfAnOwnNetworkThatNobodyHasIsNotAskedForOutside() {
    assertThat(ask("9.0.1.10.in-addr.arpa", Query.PTR)).isEqualTo(new NoName());
    assertThat(ask("8.8.8.8.in-addr.arpa", Query.PTR)).isEqualTo(new Elsewhere());
  }

  @Test
  void aTaskThatDrainsIsNoLongerOneOfItsServiceAndKeepsItsName() {
    names.put(new Backend("w1", "web", "n", 1, "web.1.w1", true, endpoints("front", "10.1.0.2")));
    assertThat(ask("tasks.web", Query.A)).isEqualTo(addresses("10.1.0.3"));
    assertThat(ask("web.1.w1", Query.A)).isEqualTo(addresses("10.1.0.2"));
  }

  @Test
  void whatHoldsNoMoreIsForgotten() {
    Stream.of("backend/w1", "backend/w2", "front/web").forEach(names::remove);
    assertThat(ask("web", Query.A)).isEqualTo(new Elsewhere());
    assertThat(ask("tasks.web", Query.A)).isEqualTo(new Elsewhere());
    assertThat(ask("web.1.w1", Query.A)).isEqualTo(new Elsewhere());
    assertThat(ask("2.0.1.10.in-addr.arpa", Query.PTR)).isEqualTo(new NoName());
  }

  @Test
  void aServiceThatIsRenamedLosesItsOldName() {
    names.put(
        new Front(
            "web",
            "site",
            List.of(new Name("front", List.of("10.1.255.1"), List.of())),
            List.of()));
    assertThat(ask("site", Query.A)).isEqualTo(addresses("10.1.255.1"));
    assertThat(ask("web", Query.A)).isEqualTo(new Elsewhere());
    assertThat(ask("1.255.1.10.in-addr.arpa", Query.PTR)).isEqualTo(new Pointer("site.shop"));
  }

  @Test
  void aContainerOfThisNodeIsAlsoKnownByItsHostName() {
    names.join("c0ffee", List.of("c0ffee", "printer"), endpoints("front", "10.1.0.2"));
    assertThat(ask("printer", Query.A)).isEqualTo(addresses("10.1.0.2"));
    assertThat(ask("2.0.1.10.in-addr.arpa", Query.PTR)).isEqualTo(new Pointer("web.1.w1.shop"));
    names.leave("c0ffee");
    assertThat(ask("printer", Query.A)).isEqualTo(new Elsewhere());
  }

  private Answer ask(String name, int type) {
    return ask(name, type, 0);
  }

  private Answer ask(String name, int type, long turn) {
    return Answers.of(Questions.of(name, type), ON_BOTH, names, turn);
  }

  private static Answer addresses(String... literals) {
    return new Addresses(Stream.of(literals).map(InetAddress::ofLiteral).toList());
  }

  private static Segment segment(String id, String name, String subnet) {
    return new Segment(
        id, name, 4096, List.of(subnet), List.of(), false, false, 0, Defaults.DATA_PATH_PORT);
  }

  private static Front service(String name, Name at) {
    return new Front(name, name, List.of(at), List.of());
  }

  private static Backend task(String id, String service, String network, String... addresses) {
    return new Backend(
        id, service, "n", 1, service + ".1." + id, false, endpoints(network, addresses));
  }

  private static List<Endpoint> endpoints(String network, String... addresses) {
    return List.of(new Endpoint(network, List.of(addresses), List.of()));
  }
}
