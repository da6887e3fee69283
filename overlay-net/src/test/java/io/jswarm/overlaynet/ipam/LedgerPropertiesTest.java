package io.jswarm.overlaynet.ipam;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a ledger promises, held against everything it ever gave, over random histories. */
class LedgerPropertiesTest {
  private static final int STEPS = 3_000;
  private static final Duration REST = Duration.ofSeconds(60);

  /** Everything a ledger said, and what follows from it. */
  private static final class Witness {
    final TreeMap<Prefix4, String> blocks = new TreeMap<>();
    final Map<Long, String> held = new TreeMap<>();
    final Map<Long, Instant> freedAt = new HashMap<>();

    void see(List<BlockEdit> edits) {
      for (BlockEdit edit : edits) {
        switch (edit) {
          case BlockEdit.Remove(Prefix4 prefix) -> assertThat(blocks.remove(prefix)).isNotNull();
          case BlockEdit.Add(Prefix4 prefix, String owner) -> {
            assertThat(blocks.keySet()).noneMatch(prefix::overlaps);
            blocks.put(prefix, owner);
          }
        }
      }
    }

    void check(AddressPlan plan) {
      held.forEach((address, owner) -> {
        var found = blocks.floorEntry(new Prefix4(address, 32));
        assertThat(found).as(Prefix4.format(address)).isNotNull();
        assertThat(found.getKey().contains(address)).isTrue();
        assertThat(found.getValue()).isEqualTo(owner);
        boolean own = !owner.isEmpty() && found.getKey().size() > 1;
        assertThat(own && found.getKey().base() == address).as("a node's own address").isFalse();
        assertThat(plan.reserved()).doesNotContain(address);
      });
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noAddressHasTwoOwnersAndNoneIsRefusedWhileOneIsFree(long seed) {
    Random random = new Random(seed);
    AddressPlan plan = Plans.of(Plans.subnet("10.0.0.0/" + (23 + random.nextInt(6))));
    NetworkLedger ledger = new NetworkLedger(plan, REST);
    Witness witness = new Witness();
    int nodes = 1 + random.nextInt(40);
    Instant now = Instant.parse("2026-01-01T12:00:00Z");
    for (int step = 0; step < STEPS; step++) {
      now = now.plusMillis(random.nextInt(2_000));
      boolean give = random.nextInt(100) < (step / 500 % 2 == 0 ? 70 : 35);
      if (give) {
        take(ledger, witness, random.nextInt(10) == 0 ? "" : "n" + random.nextInt(nodes), now);
      } else if (!witness.held.isEmpty()) {
        List<Long> all = new ArrayList<>(witness.held.keySet());
        long address = all.get(random.nextInt(all.size()));
        witness.held.remove(address);
        witness.freedAt.put(address, now);
        ledger.free(address, now);
      }
      if (random.nextInt(20) == 0) {
        witness.see(ledger.release(now, _ -> false));
      }
      if (random.nextInt(200) == 0) {
        ledger = again(plan, witness);
      }
      witness.check(plan);
      assertThat(ledger.free()).isEqualTo(plan.size() - witness.held.size());
    }
  }

  private static void take(NetworkLedger ledger, Witness witness, String owner, Instant now) {
    switch (ledger.take(owner, now)) {
      case Lease.Exhausted _ -> assertThat(ledger.free()).isZero();
      case Lease.Granted(long address, List<BlockEdit> edits) -> {
        witness.see(edits);
        assertThat(witness.held.put(address, owner)).as("its owner before").isNull();
        Instant freed = witness.freedAt.remove(address);
        boolean rests = freed != null && freed.plus(REST).isAfter(now);
        if (rests) {
          long resting =
              witness.freedAt.values().stream().filter(at -> at.plus(REST).isAfter(now)).count();
          assertThat(ledger.free()).as("free ones, all of which rest").isEqualTo(resting);
        }
      }
    }
  }

  /** A new leader knows what was written down, and which addresses became free when. */
  private static NetworkLedger again(AddressPlan plan, Witness witness) {
    NetworkLedger ledger = new NetworkLedger(plan, REST);
    witness.blocks.forEach((prefix, owner) -> ledger.put(prefix, owner));
    witness.freedAt.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(one -> ledger.free(one.getKey(), one.getValue()));
    witness.held.keySet().forEach(ledger::hold);
    return ledger;
  }
}
