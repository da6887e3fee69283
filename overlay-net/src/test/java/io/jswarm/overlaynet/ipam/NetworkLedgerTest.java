package io.jswarm.overlaynet.ipam;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NetworkLedgerTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration REST = Duration.ofSeconds(60);

  private final NetworkLedger ledger = ledger("10.0.0.0/24");

  private static NetworkLedger ledger(String subnet) {
    return new NetworkLedger(Plans.of(Plans.subnet(subnet)), REST);
  }

  private String take(String owner, Instant now) {
    return Prefix4.format(((Lease.Granted) ledger.take(owner, now)).address());
  }

  private void free(String address, Instant at) {
    ledger.free(Prefix4.address(address).orElseThrow(), at);
  }

  @Test
  void anOwnerHasABlockWhoseFirstAddressIsItsOwn() {
    Lease.Granted first = (Lease.Granted) ledger.take("n1", NOON);
    assertThat(first.edits())
        .containsExactly(new BlockEdit.Add(Prefix4.valueOf("10.0.0.16/28"), "n1"));
    assertThat(Prefix4.format(first.address())).isEqualTo("10.0.0.17");
    assertThat(((Lease.Granted) ledger.take("n1", NOON)).edits()).isEmpty();
    assertThat(take("n2", NOON)).isEqualTo("10.0.0.225");
    assertThat(ledger.hasOwn("n2", NOON)).isTrue();
    assertThat(ledger.hasOwn("n3", NOON)).isFalse();
  }

  @Test
  void virtualAddressesUseTheFirstOneToo() {
    assertThat(take("", NOON)).isEqualTo("10.0.0.16");
  }

  @Test
  void anAddressComesBackAfterItsRestOnly() {
    String first = take("n1", NOON);
    free(first, NOON);
    Set<String> others = new HashSet<>();
    for (int i = 0; i < 252; i++) {
      others.add(take("n1", NOON.plusSeconds(59)));
    }
    assertThat(others).hasSize(252).doesNotContain(first);
    assertThat(take("n1", NOON.plusSeconds(59))).as("when no other is left").isEqualTo(first);
    assertThat(ledger.take("n1", NOON)).isInstanceOf(Lease.Exhausted.class);
  }

  @Test
  void anAddressThatRestedIsTakenLikeAnyOther() {
    NetworkLedger small = ledger("10.0.0.0/29");
    List<Long> taken = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      taken.add(((Lease.Granted) small.take("n1", NOON)).address());
    }
    small.free(taken.get(2), NOON);
    small.free(taken.get(4), NOON);
    assertThat(((Lease.Granted) small.take("n1", NOON.plus(REST))).address())
        .isIn(taken.get(2), taken.get(4));
  }

  @Test
  void aNetworkHoldsAsManyTasksAsItHasAddresses() {
    Set<Long> taken = new HashSet<>();
    for (int i = 0; i < 253; i++) {
      Lease lease = ledger.take("n" + i % 97, NOON);
      assertThat(lease).as("address %d", i).isInstanceOf(Lease.Granted.class);
      assertThat(taken.add(((Lease.Granted) lease).address())).isTrue();
    }
    assertThat(ledger.free()).isZero();
    assertThat(ledger.take("n1", NOON)).isInstanceOf(Lease.Exhausted.class);
    ledger.free(taken.iterator().next(), NOON);
    assertThat(ledger.take("n500", NOON)).isInstanceOf(Lease.Granted.class);
  }

  @Test
  void aBlockThatIsNotNeededGoesBackAfterARest() {
    String address = take("n1", NOON);
    free(address, NOON.plusSeconds(10));
    assertThat(ledger.nextRelease()).contains(NOON.plusSeconds(70));
    assertThat(ledger.release(NOON.plusSeconds(69), _ -> false)).isEmpty();
    assertThat(ledger.release(NOON.plusSeconds(70), _ -> false))
        .containsExactly(new BlockEdit.Remove(Prefix4.valueOf("10.0.0.16/28")));
    assertThat(ledger.nextRelease()).isEmpty();
  }

  @Test
  void anOwnerThatMustHaveOneKeepsItsLastBlock() {
    NetworkLedger fabric =
        new NetworkLedger(AddressPlan.ofFabric(Prefix4.valueOf("100.64.0.0/10")), REST);
    assertThat(fabric.claim("n1"))
        .containsExactly(new BlockEdit.Add(Prefix4.valueOf("100.64.1.0/24"), "n1"));
    fabric.reconsider("n1", NOON);
    assertThat(fabric.release(NOON.plus(REST), _ -> true)).isEmpty();
    fabric.reconsider("n1", NOON.plus(REST));
    assertThat(fabric.release(NOON.plus(REST).plus(REST), _ -> false)).hasSize(1);
  }

  @Test
  void nodesOfAFullFabricKeepTheirOwnAddress() {
    NetworkLedger fabric =
        new NetworkLedger(AddressPlan.ofFabric(Prefix4.valueOf("100.64.0.0/24")), REST);
    int granted = 0;
    while (fabric.take("n" + granted % 4, NOON) instanceof Lease.Granted) {
      granted++;
    }
    assertThat(granted).isBetween(200, 252);
    for (int node = 0; node < 4; node++) {
      assertThat(fabric.blocksOf("n" + node)).anyMatch(block -> block.size() > 1);
    }
  }
}
