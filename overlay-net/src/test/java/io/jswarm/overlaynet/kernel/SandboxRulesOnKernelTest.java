package io.jswarm.overlaynet.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.overlaynet.SharedMap;
import io.jswarm.overlaynet.balance.Sandbox;
import io.jswarm.overlaynet.balance.SandboxRules;
import io.jswarm.overlaynet.balance.VirtualService;
import io.jswarm.overlaynet.nft.Family;
import io.jswarm.overlaynet.nft.Refill;
import io.jswarm.overlaynet.nft.Ruleset;
import io.jswarm.overlaynet.nft.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The text of the rules, as this kernel takes it and gives it back. */
final class SandboxRulesOnKernelTest {
  @TempDir private Path directory;
  private Sandboxes sandboxes;
  private NetNamespace namespace;

  @BeforeEach
  void prepare() throws IOException {
    sandboxes = new Sandboxes(directory);
    namespace = sandboxes.create("rules");
  }

  @AfterEach
  void removeAll() throws IOException {
    sandboxes.close();
  }

  @Test
  void theKernelListsWhatWasWritten() throws IOException {
    Ruleset rules = rules(3, 12);
    run(rules.whole());
    assertThat(differences(rules)).isEmpty();
  }

  @Test
  void everyStepLeadsToWhatTheWholeWouldBe() throws IOException {
    Ruleset at = rules(1, 0);
    run(at.whole());
    for (Ruleset next : List.of(rules(4, 2), rules(4, 3), rules(2, 3), rules(2, 0), rules(0, 0))) {
      run(next.since(at));
      assertThat(differences(next)).isEmpty();
      at = next;
    }
  }

  @Test
  void aRefilledChainIsWhatItsTextWouldBe() throws IOException {
    Ruleset at = rules(3, 2);
    run(at.whole());
    for (Ruleset next : List.of(rules(3, 1), rules(3, 70), rules(3, 0), rules(3, 3))) {
      List<Refill> refills = next.refillsSince(at).orElseThrow();
      namespace.run(stack -> stack.nft().refill(refills));
      assertThat(differences(next)).isEmpty();
      at = next;
    }
    run(rules(3, 4).since(at));
    assertThat(differences(rules(3, 4))).isEmpty();
  }

  @Test
  void aRefillThatIsRefusedChangesNothing() throws IOException {
    Ruleset rules = rules(2, 2);
    run(rules.whole());
    List<Refill> refills = new ArrayList<>(rules(2, 3).refillsSince(rules).orElseThrow());
    refills.add(new Refill(Family.IP, "nothing", refills.getFirst().choice()));
    assertThatThrownBy(() -> namespace.run(stack -> stack.nft().refill(refills)))
        .isInstanceOf(KernelException.class)
        .hasMessageContaining("packet rules refused");
    assertThat(differences(rules)).isEmpty();
  }

  @Test
  void whatSomebodyElseChangedIsNoticedAndMended() throws IOException {
    Ruleset rules = rules(2, 2);
    run(rules.whole());
    run("flush chain ip jswarm service_s1");
    assertThat(differences(rules)).containsExactly("chain service_s1");
    run("delete element ip6 jswarm vips { fd01::ff00 }");
    assertThat(differences(rules)).containsExactly("chain service_s1", "set vips");
    run(rules.whole());
    assertThat(differences(rules)).isEmpty();
  }

  @Test
  void theWholeGoesWhereNothingIsAndErasingLeavesNothing() throws IOException {
    Ruleset rules = rules(2, 2);
    run(rules.erase());
    run(rules.whole());
    run(rules.erase());
    assertThat(run("list tables")).isEmpty();
  }

  private String run(String commands) throws IOException {
    return namespace.call(stack -> stack.nft().run(commands));
  }

  private List<String> differences(Ruleset rules) throws IOException {
    return namespace.call(stack -> {
      List<String> differences = new ArrayList<>();
      for (Table table : rules.tables()) {
        table.differenceFrom(stack.nft().run(table.list())).ifPresent(differences::add);
      }
      return differences;
    });
  }

  private static Ruleset rules(int services, int backends) {
    SortedMap<String, VirtualService> all = new TreeMap<>();
    for (int i = 0; i < services; i++) {
      List<String> vips = List.of("10.1.255." + i, "fd01:0:0:0:0:0:0:ff0" + i);
      List<String> tasks =
          IntStream.range(0, backends)
              .boxed()
              .flatMap(each -> List.of("10.1.0." + each, "fd01::" + (each + 1)).stream())
              .toList();
      all.put("s" + i, new VirtualService("s" + i, vips, tasks));
    }
    return SandboxRules.of(
        new Sandbox(
            List.of("10.1.255.0/24", "fd01::ff00/120"),
            List.of("10.1.7.0", "fd01::700"),
            new TreeMap<>(Map.of("jso1", List.of("10.1.7.2", "fd01::702"))),
            SharedMap.of(all)));
  }
}
