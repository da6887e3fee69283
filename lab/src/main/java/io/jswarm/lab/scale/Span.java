package io.jswarm.lab.scale;

import io.jswarm.lab.fleet.FleetCounts;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What one phase of a trial has taken: time, processors, memory, messages. */
final class Span {
  private static final double NANOS = 1e9;

  private final Managers managers;
  private final Supplier<FleetCounts> counts;
  private final List<FleetProcess> fleets;
  private final long began = System.nanoTime();
  private final FleetCounts first;
  private final Map<Integer, ProcessUse> firstUses;
  private final double firstFleetCpu;

  /** A phase begins. */
  Span(Managers managers, Supplier<FleetCounts> counts, List<FleetProcess> fleets)
      throws IOException {
    this.managers = managers;
    this.counts = counts;
    this.fleets = fleets;
    this.first = counts.get();
    this.firstUses = managers.uses();
    this.firstFleetCpu = fleetCpu();
  }

  double seconds() {
    return (System.nanoTime() - began) / NANOS;
  }

  /** Of the sessions, in both directions. */
  double messages() {
    return counts.get().messages() - first.messages();
  }

  /** Of the sessions, in both directions. */
  double bytes() {
    return counts.get().bytes() - first.bytes();
  }

  /** The phase is over: notes down what it has taken. Processors are given in seconds of one. */
  void end(String phase, Figures figures) throws IOException {
    double seconds = seconds();
    int leader = managers.leader();
    double leaderCpu = 0;
    double leaderRss = 0;
    double othersCpu = 0;
    double othersRss = 0;
    for (var each : managers.uses().entrySet()) {
      ProcessUse before = firstUses.getOrDefault(each.getKey(), ProcessUse.NONE);
      double cpu = each.getValue().cpuSeconds() - before.cpuSeconds();
      if (each.getKey() == leader) {
        leaderCpu = cpu;
        leaderRss = each.getValue().rssMegabytes();
      } else {
        othersCpu += cpu;
        othersRss = Math.max(othersRss, each.getValue().rssMegabytes());
      }
    }
    figures.put(phase + ": seconds", seconds);
    figures.put(phase + ": leader CPU, s", leaderCpu);
    figures.put(phase + ": leader CPU, s per s", leaderCpu / seconds);
    figures.put(phase + ": followers' CPU, s", othersCpu);
    figures.put(phase + ": fleet CPU, s", fleetCpu() - firstFleetCpu);
    figures.put(phase + ": leader RSS, MB", leaderRss);
    figures.put(phase + ": largest follower RSS, MB", othersRss);
    figures.put(phase + ": fleet RSS, MB", fleetRss());
    figures.put(phase + ": messages", messages());
    figures.put(phase + ": bytes", bytes());
  }

  private double fleetCpu() throws IOException {
    double sum = 0;
    for (FleetProcess fleet : fleets) {
      sum += fleet.use().cpuSeconds();
    }
    return sum;
  }

  private double fleetRss() throws IOException {
    double sum = 0;
    for (FleetProcess fleet : fleets) {
      sum += fleet.use().rssMegabytes();
    }
    return sum;
  }
}
