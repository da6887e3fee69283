package io.jswarm.overlaynet.nft;

import io.jswarm.overlaynet.Difference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The way from one table to another of the same family, in an order nft accepts: what is referred
 * to is made before what refers to it, and removed after it.
 */
final class Transition {
  private final Table wanted;
  private final SortedMap<String, Difference<NamedSet>> sets = new TreeMap<>();

  /** Of those sets. */
  private final Map<String, SortedMap<String, Difference<String>>> elements = new HashMap<>();

  private final SortedMap<String, Difference<Chain>> chains;

  Transition(Table before, Table wanted) {
    this.wanted = wanted;
    this.chains = wanted.chains().since(before.chains());
    Set<String> names = new TreeSet<>(before.sets().keySet());
    names.addAll(wanted.sets().keySet());
    names.forEach(name -> compare(name, before.sets().get(name), wanted.sets().get(name)));
  }

  private void compare(String name, @Nullable NamedSet before, @Nullable NamedSet after) {
    if (Objects.equals(before, after)) {
      return;
    }
    SortedMap<String, Difference<String>> differing =
        Difference.between(elements(before), elements(after));
    boolean defined =
        before != null && after != null && before.definition().equals(after.definition());
    if (!defined || !differing.isEmpty()) {
      sets.put(name, new Difference<>(before, after));
      elements.put(name, differing);
    }
  }

  /** The same as the text, when it does nothing else than make chains choose otherwise. */
  Optional<List<Refill>> refills() {
    List<Refill> refills = new ArrayList<>();
    for (Map.Entry<String, Difference<Chain>> each : chains.entrySet()) {
      Chain before = each.getValue().before();
      Chain after = each.getValue().after();
      if (before == null || after == null || !before.hook().equals(after.hook())) {
        return Optional.empty();
      }
      Choice choice = after.choice();
      if (choice == null) {
        return Optional.empty();
      }
      refills.add(new Refill(wanted.family(), each.getKey(), choice));
    }
    return sets.isEmpty() ? Optional.of(refills) : Optional.empty();
  }

  String text() {
    if (isRebuilt()) {
      return wanted.whole();
    }
    StringBuilder text = new StringBuilder();
    added(sets, (name, set) -> text.append(wanted.addSet(name, set)));
    added(chains, (name, chain) -> text.append(wanted.addChain(name, chain)));
    changeRules(text);
    gone(chains, (name, _) -> text.append(wanted.command("flush chain", name)));
    changeElements(text);
    gone(chains, (name, _) -> text.append(wanted.command("delete chain", name)));
    gone(sets, (name, set) -> text.append(wanted.command("delete " + set.kind(), name)));
    return text.toString();
  }

  /** Whether something keeps its name and becomes something else, which only a new table can. */
  private boolean isRebuilt() {
    return sets.values().stream()
            .anyMatch(each ->
                each.before() != null
                    && each.after() != null
                    && !each.before().definition().equals(each.after().definition()))
        || chains.values().stream()
            .anyMatch(each ->
                each.before() != null
                    && each.after() != null
                    && !each.before().hook().equals(each.after().hook()));
  }

  private void changeRules(StringBuilder text) {
    chains.forEach((name, each) -> {
      if (each.after() != null) {
        if (each.before() != null) {
          text.append(wanted.command("flush chain", name));
        }
        text.append(wanted.addRules(name, each.after()));
      }
    });
  }

  private void changeElements(StringBuilder text) {
    StringBuilder additions = new StringBuilder();
    sets.keySet()
        .forEach(name -> {
          SortedMap<String, String> less = new TreeMap<>();
          SortedMap<String, String> more = new TreeMap<>();
          elements
              .getOrDefault(name, new TreeMap<>())
              .forEach((key, value) -> {
                if (value.before() != null) {
                  less.put(key, value.before());
                }
                if (value.after() != null) {
                  more.put(key, value.after());
                }
              });
          text.append(wanted.elements("delete", name, less));
          additions.append(wanted.elements("add", name, more));
        });
    text.append(additions);
  }

  private static SortedMap<String, String> elements(@Nullable NamedSet set) {
    return set == null ? Collections.emptySortedMap() : set.elements();
  }

  private static <V> void added(
      Map<String, Difference<V>> differences, BiConsumer<String, V> consumer) {
    differences.forEach((name, each) -> {
      if (each.before() == null && each.after() != null) {
        consumer.accept(name, each.after());
      }
    });
  }

  private static <V> void gone(
      Map<String, Difference<V>> differences, BiConsumer<String, V> consumer) {
    differences.forEach((name, each) -> {
      if (each.before() != null && each.after() == null) {
        consumer.accept(name, each.before());
      }
    });
  }
}
