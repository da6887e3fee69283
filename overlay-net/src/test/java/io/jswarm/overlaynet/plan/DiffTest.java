package io.jswarm.overlaynet.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.overlaynet.plan.Operation.Make;
import io.jswarm.overlaynet.plan.Operation.Put;
import io.jswarm.overlaynet.plan.Operation.Remove;
import io.jswarm.overlaynet.state.Address;
import io.jswarm.overlaynet.state.Entry;
import io.jswarm.overlaynet.state.Link;
import io.jswarm.overlaynet.state.Mac;
import io.jswarm.overlaynet.state.MarkRule;
import io.jswarm.overlaynet.state.Neighbour;
import io.jswarm.overlaynet.state.Prefix;
import io.jswarm.overlaynet.state.Route;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DiffTest {
  private static final Mac MAC = Mac.parse("02:00:00:00:00:01");

  private static Link tunnel(int vni, int mtu) {
    InetAddress local = InetAddress.ofLiteral("192.0.2.1");
    return Link.on("vx", new Link.Vxlan(vni, local, 4789), MAC, mtu);
  }

  private static Route route(String to, String device) {
    return Route.main(Prefix.parse(to), new Route.Direct(device, null));
  }

  @Test
  void whatIsRightIsNotTouched() {
    List<Entry> entries = List.of(tunnel(7, 1450), route("10.0.0.0/24", "vx"));

    assertThat(Diff.between(entries, entries)).isEmpty();
  }

  @Test
  void aDeviceThatIsMadeOtherwiseIsMadeAnewWithAllThatWasOnIt() {
    Route kept = route("10.0.0.0/24", "vx");

    assertThat(Diff.between(List.of(tunnel(7, 1450), kept), List.of(tunnel(8, 1450), kept)))
        .containsExactly(
            new Remove(tunnel(7, 1450)),
            new Make(tunnel(8, 1450)),
            new Put(tunnel(8, 1450)),
            new Put(kept));
  }

  @Test
  void aDeviceThatIsOffOrTooLongIsChangedInPlace() {
    Link off = new Link("vx", tunnel(7, 1450).kind(), MAC, 1400, false);

    assertThat(Diff.between(List.of(off), List.of(tunnel(7, 1450))))
        .containsExactly(new Put(tunnel(7, 1450)));
  }

  @Test
  void theNewWayIsThereBeforeTheOldOneGoes() {
    Route before = route("10.0.0.0/24", "vx");
    Route after = route("10.0.0.0/25", "vx");
    Link link = tunnel(7, 1450);

    assertThat(Diff.between(List.of(link, before), List.of(link, after)))
        .containsExactly(new Put(after), new Remove(before));
  }

  @Test
  void aRuleIsReplacedByRemovingItFirst() {
    MarkRule before = new MarkRule(MarkRule.Family.V4, 100, 1, 1, 1000);
    MarkRule after = new MarkRule(MarkRule.Family.V4, 100, 2, 2, 1000);

    assertThat(Diff.between(List.of(before), List.of(after)))
        .containsExactly(new Remove(before), new Put(after));
  }

  /** Any plan leads to any other one, without a step the kernel would refuse, and then rests. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void everyPlanCanFollowEveryOther(long seed) {
    RandomPlans plans = new RandomPlans(new Random(seed));
    ModelStack host = new ModelStack(List.of());
    for (int round = 0; round < 20; round++) {
      List<Entry> desired = plans.next();
      damage(host, new Random(seed * 100 + round));
      host.perform(Diff.between(host.entries(), desired));

      assertThat(host.entries())
          .containsExactlyInAnyOrderElementsOf(new ModelStack(desired).entries());
      assertThat(Diff.between(host.entries(), desired)).isEmpty();
    }
  }

  /** Somebody takes something away, and leaves something behind. */
  private static void damage(ModelStack host, Random random) {
    List<Entry> there = new ArrayList<>(host.entries());
    if (!there.isEmpty() && random.nextBoolean()) {
      host.perform(List.of(new Remove(there.get(random.nextInt(there.size())))));
    }
    if (host.entries().stream()
        .anyMatch(each -> each.key().equals("link " + Names.FABRIC_DEVICE))) {
      InetAddress stray = InetAddress.ofLiteral("100.64.9." + random.nextInt(1, 250));
      host.perform(List.of(new Put(new Neighbour(Names.FABRIC_DEVICE, stray, MAC))));
      host.perform(
          List.of(
              new Put(new Address(Names.FABRIC_DEVICE, Prefix.of(stray), Address.Scope.GLOBAL))));
    }
  }
}
