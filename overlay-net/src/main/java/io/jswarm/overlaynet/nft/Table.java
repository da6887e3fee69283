package io.jswarm.overlaynet.nft;

import io.jswarm.overlaynet.SharedMap;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Our rules for one family of packets: the table of our name. */
public record Table(Family family, SortedMap<String, NamedSet> sets, SharedMap<Chain> chains) {
  /** The name of every table of ours. */
  public static final String NAME = "jswarm";

  public Table {
    sets = Collections.unmodifiableSortedMap(new TreeMap<>(sets));
  }

  /** What a chain says; nothing when there is none of that name. */
  public List<String> rules(String chain) {
    Chain found = chains.get(chain);
    return found == null ? List.of() : found.rules();
  }

  /** What a set or map holds; nothing when there is none of that name. */
  public SortedMap<String, String> elements(String set) {
    NamedSet found = sets.get(set);
    return found == null ? Collections.emptySortedMap() : found.elements();
  }

  /** The same table with these chains in place of those of the same names. */
  public Table with(Map<String, Chain> others) {
    return others.isEmpty() ? this : new Table(family, sets, chains.withAll(SharedMap.of(others)));
  }

  String whole() {
    StringBuilder text = new StringBuilder(erase());
    text.append("add table ").append(address()).append('\n');
    sets.forEach((name, set) -> text.append(addSet(name, set)));
    // All are made before any is filled, for a rule or an element may lead to a later one.
    chains.forEach((name, chain) -> text.append(addChain(name, chain)));
    chains.forEach((name, chain) -> text.append(addRules(name, chain)));
    sets.forEach((name, set) -> text.append(elements("add", name, set.elements())));
    return text.toString();
  }

  String erase() {
    return "add table %1$s\ndelete table %1$s\n".formatted(address());
  }

  String addSet(String name, NamedSet set) {
    return "add %s %s %s { %s}\n".formatted(set.kind(), address(), name, set.definition());
  }

  String addChain(String name, Chain chain) {
    return "add chain %s %s%s\n".formatted(address(), name, chain.definition());
  }

  String addRules(String name, Chain chain) {
    StringBuilder text = new StringBuilder();
    for (String rule : chain.rules()) {
      text.append("add rule %s %s %s\n".formatted(address(), name, rule));
    }
    return text.toString();
  }

  /** Adds or deletes elements; nothing when there are none. */
  String elements(String verb, String set, SortedMap<String, String> elements) {
    return elements.isEmpty()
        ? ""
        : "%s element %s %s %s\n".formatted(verb, address(), set, NamedSet.text(elements));
  }

  /**
   * Compares with what {@code nft list table} prints.
   *
   * @return the name of a chain or set that is not as it should be; empty when all are
   */
  public Optional<String> differenceFrom(String listing) {
    return new Listing(listing).differenceFrom(this);
  }

  /** The command that prints the table of our name. */
  public String list() {
    return "list table " + address();
  }

  private String address() {
    return family.word() + " " + NAME;
  }

  String command(String verb, String name) {
    return "%s %s %s\n".formatted(verb, address(), name);
  }
}
