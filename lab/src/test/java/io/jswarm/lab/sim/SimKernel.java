package io.jswarm.lab.sim;

import io.jswarm.api.rpc.ManagerMessage.Networks;
import io.jswarm.api.rpc.NetworkFact;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a host's kernel does with packets: it goes on while the daemon is dead. */
final class SimKernel {
  private final Map<String, NetworkFact> facts = new TreeMap<>();

  /** Keys from before the present session that it has not named yet. */
  private final Set<String> unnamed = new TreeSet<>();

  /** All it follows, by key. */
  Map<String, NetworkFact> facts() {
    return facts;
  }

  /** Whether a new connection from this host may reach the task. */
  boolean sendsTo(String taskId) {
    return facts.get("backend/" + taskId) instanceof NetworkFact.Backend backend
        && !backend.draining();
  }

  void begin() {
    unnamed.clear();
    unnamed.addAll(facts.keySet());
  }

  void apply(Networks networks, Mutant mutant) {
    for (NetworkFact fact : networks.facts().put()) {
      if (mutant != Mutant.SENDS_ON || !isDraining(fact)) {
        facts.put(fact.key(), fact);
      }
      unnamed.remove(fact.key());
    }
    networks.facts().removed().forEach(facts::remove);
    if (networks.complete()) {
      unnamed.forEach(facts::remove);
      unnamed.clear();
    }
  }

  private static boolean isDraining(NetworkFact fact) {
    return fact instanceof NetworkFact.Backend backend && backend.draining();
  }

  void losePower() {
    facts.clear();
    unnamed.clear();
  }
}
