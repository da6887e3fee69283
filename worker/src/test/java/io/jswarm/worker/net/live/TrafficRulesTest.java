package io.jswarm.worker.net.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.Defaults;
import io.jswarm.api.model.PortConfig;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Backend;
import io.jswarm.api.rpc.NetworkFact.Block;
import io.jswarm.api.rpc.NetworkFact.Endpoint;
import io.jswarm.api.rpc.NetworkFact.Front;
import io.jswarm.api.rpc.NetworkFact.Name;
import io.jswarm.api.rpc.NetworkFact.Peer;
import io.jswarm.api.rpc.NetworkFact.Segment;
import io.jswarm.ingress.table.Host;
import io.jswarm.ingress.table.HostRules;
import io.jswarm.ingress.table.ReturnPath;
import io.jswarm.overlaynet.balance.Sandbox;
import io.jswarm.overlaynet.balance.SandboxRules;
import io.jswarm.overlaynet.nft.Chain;
import io.jswarm.overlaynet.nft.Family;
import io.jswarm.overlaynet.nft.Ruleset;
import io.jswarm.overlaynet.plan.Facts;
import io.jswarm.testkit.Seeds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrafficRulesTest {
  private static final String SELF = "n0";
  private static final String NET = "net";
  private static final int STEPS = 40;
  private static final int SERVICES = 5;
  private static final int TASKS = 12;

  /** What is always known. */
  private static final List<NetworkFact> GROUND =
      List.of(
          segment(NetworkFact.FABRIC, 1, "100.64.0.0/10"),
          segment(NET, 4096, "10.1.0.0/16"),
          new Peer(SELF, "h0", "192.0.2.1", ""),
          new Block(NetworkFact.FABRIC, "100.64.0.0/24", SELF),
          new Block(NET, "10.1.0.0/24", SELF));

  static LongStream seeds() {
    return Seeds.of(20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsTakenOverIsWhatWouldBeMadeAnew(long seed) {
    Random random = new Random(seed);
    Facts facts = Facts.NONE.with(GROUND, List.of());
    TrafficRules rules = TrafficRules.none(SELF).with(facts, List.of(), Set.of());
    Set<String> withdrawn = new HashSet<>();
    Ruleset host = onHost(rules);
    Ruleset sandbox = inSandbox(rules);
    for (int step = 0; step < STEPS; step++) {
      facts = facts.with(some(random), gone(random));
      if (random.nextInt(4) == 0) {
        withdrawn.add("t" + random.nextInt(TASKS));
      }
      if (random.nextInt(6) == 0) {
        withdrawn.clear();
      }
      List<LocalTask> tasks = random.nextBoolean() ? List.of() : List.of(local(random.nextInt(3)));
      TrafficRules before = rules;
      rules = rules.with(facts, tasks, withdrawn);

      Facts scratch = Facts.NONE.with(List.copyOf(facts.all()), List.of());
      TrafficRules anew = TrafficRules.none(SELF).with(scratch, tasks, withdrawn);
      String again = Seeds.replay(seed, "worker", TrafficRulesTest.class);
      assertThat(onHost(rules)).as(again).isEqualTo(onHost(anew));
      assertThat(inSandbox(rules)).as(again).isEqualTo(inSandbox(anew));
      assertThat(onHost(rules).since(onHost(before)))
          .as(again)
          .isEqualTo(onHost(anew).since(onHost(before)));
      host = HostRules.of(host(rules), ReturnPath.REWRITTEN, host(before), host);
      sandbox = SandboxRules.of(sandbox(rules), sandbox(before), sandbox);
      assertThat(host).as(again).isEqualTo(onHost(anew));
      assertThat(sandbox).as(again).isEqualTo(inSandbox(anew));
    }
  }

  @Test
  void aTaskMoreMakesOnlyTheChainsOfItsServiceAnew() {
    Facts facts =
        Facts.NONE
            .with(GROUND, List.of())
            .with(
                List.of(front("s1", 1), front("s2", 2), task("t1", "s1"), task("t2", "s2")),
                List.of());
    TrafficRules before = TrafficRules.none(SELF).with(facts, List.of(), Set.of());
    TrafficRules after =
        before.with(facts.with(List.of(task("t3", "s1")), List.of()), List.of(), Set.of());

    assertThat(chain(onHost(after), "port_s2_80_tcp"))
        .isSameAs(chain(onHost(before), "port_s2_80_tcp"));
    assertThat(chain(inSandbox(after), "service_s2"))
        .isSameAs(chain(inSandbox(before), "service_s2"));
    assertThat(onHost(after).since(onHost(before)).lines())
        .hasSize(4)
        .allMatch(line -> line.contains("port_s1_80_tcp"));
    assertThat(inSandbox(after).since(inSandbox(before)).lines())
        .hasSize(2)
        .allMatch(line -> line.contains("service_s1"));
  }

  private static Chain chain(Ruleset rules, String name) {
    return Objects.requireNonNull(rules.table(Family.IP).orElseThrow().chains().get(name));
  }

  private static Ruleset onHost(TrafficRules rules) {
    return HostRules.of(host(rules), ReturnPath.REWRITTEN);
  }

  private static Host host(TrafficRules rules) {
    Segment fabric = rules.facts().segment(NetworkFact.FABRIC).orElseThrow();
    return rules.host(fabric, rules.self().orElseThrow());
  }

  private static Ruleset inSandbox(TrafficRules rules) {
    return SandboxRules.of(sandbox(rules));
  }

  private static Sandbox sandbox(TrafficRules rules) {
    return rules.sandbox(rules.facts().segment(NET).orElseThrow());
  }

  private static List<NetworkFact> some(Random random) {
    List<NetworkFact> facts = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      int service = random.nextInt(SERVICES);
      int node = random.nextInt(1, 4);
      facts.add(
          switch (random.nextInt(5)) {
            case 0 -> front("s" + service, service + 10 * random.nextInt(2));
            case 1 -> new Peer("n" + node, "h" + node, "192.0.2.1" + node, "");
            case 2 -> new Block(NetworkFact.FABRIC, "100.64." + node + ".0/24", "n" + node);
            default -> task("t" + random.nextInt(TASKS), "s" + service);
          });
    }
    return facts;
  }

  private static List<String> gone(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> List.of("front/s" + random.nextInt(SERVICES));
      case 1 -> List.of("peer/n" + random.nextInt(1, 4));
      case 2 -> List.of();
      default -> List.of("backend/t" + random.nextInt(TASKS));
    };
  }

  private static Segment segment(String id, int vni, String subnet) {
    String vips = id.equals(NET) ? "10.1.255.0/24" : "";
    return new Segment(
        id,
        id,
        vni,
        List.of(subnet),
        vips.isEmpty() ? List.of() : List.of(vips),
        false,
        false,
        0,
        Defaults.DATA_PATH_PORT);
  }

  private static Front front(String id, int number) {
    PortConfig port = new PortConfig("", "tcp", 80, 8000 + number, "ingress");
    return new Front(
        id,
        id,
        List.of(new Name(NET, List.of("10.1.255." + number), List.of())),
        number % 2 == 0 || number == 1 ? List.of(port) : List.of());
  }

  private static Backend task(String id, String service) {
    String number = id.substring(1);
    return new Backend(
        id,
        service,
        SELF,
        1,
        id,
        false,
        List.of(
            new Endpoint(NET, List.of("10.1.0." + number), List.of()),
            new Endpoint(NetworkFact.FABRIC, List.of("100.64.0." + number), List.of())));
  }

  private static LocalTask local(int number) {
    return new LocalTask(
        Integer.toString(number).repeat(64),
        "t" + number,
        "s1",
        List.of(
            new LocalTask.Place(NET, List.of("10.1.0." + (number + 1))),
            new LocalTask.Place(NetworkFact.FABRIC, List.of("100.64.0." + (number + 1)))),
        List.of(),
        List.of(),
        null);
  }
}
