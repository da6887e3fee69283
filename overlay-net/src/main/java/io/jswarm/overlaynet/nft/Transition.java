package io.jswarm.overlaynet.nft;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The way from one table to another of the same family, in an order nft accepts: what is referred
 * to is made before what refers to it, and removed after it.
 */
record Transition(Table before, Table wanted) {
  String text() {
    if (before.equals(wanted)) {
      return "";
    }
    if (isRebuilt()) {
      return wanted.whole();
    }
    return newNames() + changedRules() + goneRules() + changedElements() + goneNames();
  }

  /** Whether something keeps its name and becomes something else, which only a new table can. */
  private boolean isRebuilt() {
    return wanted.sets().entrySet().stream()
            .anyMatch(e ->
                before.sets().containsKey(e.getKey())
                    && !before
                        .sets()
                        .get(e.getKey())
                        .definition()
                        .equals(e.getValue().definition()))
        || wanted.chains().entrySet().stream()
            .anyMatch(e ->
                before.chains().containsKey(e.getKey())
                    && !before.chains().get(e.getKey()).hook().equals(e.getValue().hook()));
  }

  private String newNames() {
    StringBuilder text = new StringBuilder();
    added(before.sets(), wanted.sets())
        .forEach((name, set) -> text.append(wanted.addSet(name, set)));
    added(before.chains(), wanted.chains())
        .forEach((name, chain) -> text.append(wanted.addChain(name, chain)));
    return text.toString();
  }

  private String changedRules() {
    StringBuilder text = new StringBuilder();
    wanted
        .chains()
        .forEach((name, chain) -> {
          Chain old = before.chains().get(name);
          if (old != null && !old.equals(chain)) {
            text.append(wanted.command("flush chain", name));
          }
          if (!chain.equals(old)) {
            text.append(wanted.addRules(name, chain));
          }
        });
    return text.toString();
  }

  private String goneRules() {
    StringBuilder text = new StringBuilder();
    added(wanted.chains(), before.chains())
        .keySet()
        .forEach(name -> text.append(wanted.command("flush chain", name)));
    return text.toString();
  }

  private String changedElements() {
    StringBuilder text = new StringBuilder();
    before
        .sets()
        .forEach((name, old) -> {
          NamedSet set = wanted.sets().get(name);
          SortedMap<String, String> kept = set == null ? new TreeMap<>() : set.elements();
          text.append(wanted.elements("delete", name, differing(old.elements(), kept)));
        });
    wanted
        .sets()
        .forEach((name, set) -> {
          NamedSet old = before.sets().get(name);
          SortedMap<String, String> had = old == null ? new TreeMap<>() : old.elements();
          text.append(wanted.elements("add", name, differing(set.elements(), had)));
        });
    return text.toString();
  }

  private String goneNames() {
    StringBuilder text = new StringBuilder();
    added(wanted.chains(), before.chains())
        .keySet()
        .forEach(name -> text.append(wanted.command("delete chain", name)));
    added(wanted.sets(), before.sets())
        .forEach((name, set) -> text.append(wanted.command("delete " + set.kind(), name)));
    return text.toString();
  }

  /** What is in the second and not, by name, in the first. */
  private static <V> SortedMap<String, V> added(
      SortedMap<String, V> first, SortedMap<String, V> second) {
    SortedMap<String, V> added = new TreeMap<>(second);
    added.keySet().removeAll(first.keySet());
    return added;
  }

  /** The elements of the first that the second does not have, or has with another value. */
  private static SortedMap<String, String> differing(
      SortedMap<String, String> first, SortedMap<String, String> second) {
    SortedMap<String, String> differing = new TreeMap<>();
    first.forEach((key, value) -> {
      if (!value.equals(second.get(key))) {
        differing.put(key, value);
      }
    });
    return differing;
  }
}
