package io.jswarm.overlaynet.nft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.overlaynet.SharedMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RulesetTest {
  private static final String HOOK = "type nat hook output priority -100";

  @Test
  void theWholeReplacesWhateverIsThereInOneTransaction() {
    assertThat(rules(Map.of("a", "goto x"), Map.of("x", Chain.of("drop"))).whole())
        .isEqualTo(
            """
            add table ip jswarm
            delete table ip jswarm
            add table ip jswarm
            add map ip jswarm vips { type ipv4_addr : verdict; }
            add chain ip jswarm x
            add rule ip jswarm x drop
            add element ip jswarm vips { a : goto x }
            """);
  }

  @Test
  void aChainWithAHookSaysWherePacketsEnterAndLetsThemGoOn() {
    assertThat(rules(Map.of(), Map.of("out", new Chain(HOOK, List.of("jump x")))).whole())
        .contains(
            "add chain ip jswarm out { type nat hook output priority -100; policy accept; }\n");
  }

  @Test
  void whatIsTheSameIsNotTouched() {
    Ruleset rules = rules(Map.of("a", "goto x"), Map.of("x", Chain.of("drop")));
    assertThat(rules.since(rules(Map.of("a", "goto x"), Map.of("x", Chain.of("drop"))))).isEmpty();
  }

  @Test
  void aChangedChainIsFlushedAndFilledAgain() {
    Map<String, Chain> before = Map.of("x", Chain.of("drop"), "y", Chain.of("accept"));
    Map<String, Chain> after = Map.of("x", Chain.of("return"), "y", Chain.of("accept"));
    assertThat(rules(Map.of(), after).since(rules(Map.of(), before)))
        .isEqualTo("flush chain ip jswarm x\nadd rule ip jswarm x return\n");
  }

  @Test
  void aNewChainIsThereBeforeAnElementLeadsToIt() {
    assertThat(
            rules(Map.of("a", "goto x"), Map.of("x", Chain.of("drop")))
                .since(rules(Map.of(), Map.of())))
        .isEqualTo(
            """
            add chain ip jswarm x
            add rule ip jswarm x drop
            add element ip jswarm vips { a : goto x }
            """);
  }

  @Test
  void aChainGoesAfterTheElementsThatLedToIt() {
    assertThat(
            rules(Map.of(), Map.of())
                .since(rules(Map.of("a", "goto x"), Map.of("x", Chain.of("drop")))))
        .isEqualTo(
            """
            flush chain ip jswarm x
            delete element ip jswarm vips { a : goto x }
            delete chain ip jswarm x
            """);
  }

  @Test
  void anElementThatLeadsElsewhereIsReplaced() {
    Map<String, Chain> chains = Map.of("x", Chain.of("drop"), "y", Chain.of("accept"));
    assertThat(
            rules(Map.of("a", "goto y", "b", "goto x"), chains)
                .since(rules(Map.of("a", "goto x", "b", "goto x"), chains)))
        .isEqualTo(
            """
            delete element ip jswarm vips { a : goto x }
            add element ip jswarm vips { a : goto y }
            """);
  }

  @Test
  void aChainThatMovesToAnotherHookNeedsTheWholeTable() {
    Ruleset wanted = rules(Map.of(), Map.of("x", new Chain(HOOK, List.of())));
    assertThat(wanted.since(rules(Map.of(), Map.of("x", Chain.of())))).isEqualTo(wanted.whole());
  }

  @Test
  void aTableThatIsNotWantedAnyMoreIsErased() {
    assertThat(new Ruleset(List.of()).since(rules(Map.of(), Map.of())))
        .isEqualTo("add table ip jswarm\ndelete table ip jswarm\n");
  }

  @Test
  void chainsThatOnlyChooseOtherwiseAreRefilled() {
    Chain before = Phrases.toOneOf(List.of("10.0.0.1"), "tcp", 80);
    Chain after = Phrases.toOneOf(List.of("10.0.0.1", "10.0.0.2"), "tcp", 80);
    Map<String, Chain> other = Map.of("x", before, "y", Chain.of("drop"));
    Ruleset wanted = rules(Map.of(), Map.of("x", after, "y", Chain.of("drop")));
    assertThat(wanted.refillsSince(rules(Map.of(), other)))
        .contains(
            List.of(
                new Refill(
                    Family.IP, "x", new Choice(List.of("10.0.0.1", "10.0.0.2"), "tcp", 80))));
    assertThat(wanted.refillsSince(wanted)).contains(List.of());
  }

  @Test
  void whatIsMoreThanAChoiceNeedsItsText() {
    Chain choice = Phrases.toOneOf(List.of("10.0.0.1"), "tcp", 80);
    Ruleset before = rules(Map.of(), Map.of("x", choice));
    assertThat(rules(Map.of(), Map.of("x", Chain.of("drop"))).refillsSince(before)).isEmpty();
    assertThat(rules(Map.of(), Map.of("x", choice, "y", choice)).refillsSince(before)).isEmpty();
    assertThat(rules(Map.of("a", "goto x"), Map.of("x", choice)).refillsSince(before)).isEmpty();
    assertThat(new Ruleset(List.of()).refillsSince(before)).isEmpty();
  }

  @Test
  void aFamilyHasOneTable() {
    Table table = new Table(Family.IP, new TreeMap<>(), SharedMap.empty());
    assertThatThrownBy(() -> new Ruleset(List.of(table, table)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Ruleset rules(Map<String, String> vips, Map<String, Chain> chains) {
    NamedSet set = new NamedSet("ipv4_addr : verdict", new TreeMap<>(vips));
    return new Ruleset(
        List.of(new Table(Family.IP, new TreeMap<>(Map.of("vips", set)), SharedMap.of(chains))));
  }
}
