package io.jswarm.lab.bench;

import io.jswarm.lab.bench.cluster.Cluster;
import io.jswarm.lab.bench.sample.Contender;
import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabOptions;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/**
 * A cluster of each contender, of which one runs at a time: the processes of the others are stopped
 * where they are. Closing it, or ending the JVM, removes all of them.
 */
final class Rig implements AutoCloseable {
  private final Map<Contender, Lab> labs = new EnumMap<>(Contender.class);

  private Rig() {}

  static Rig up(Path top, Collection<Contender> contenders) throws InterruptedException {
    var rig = new Rig();
    try {
      for (Contender contender : contenders) {
        rig.haltAll();
        rig.add(top, contender);
      }
      return rig;
    } catch (IllegalStateException e) {
      rig.close();
      throw e;
    }
  }

  private void add(Path top, Contender contender) throws InterruptedException {
    String name = "bench-" + contender.title().substring(0, 1);
    Lab lab =
        Lab.up(
            LabOptions.of(top, name).withEngine(contender.engine()),
            Cluster.MANAGERS + Cluster.WORKERS);
    labs.put(contender, lab);
    lab.importImages();
    lab.swarm(Cluster.MANAGERS, Cluster.WORKERS);
  }

  /** Lets only this one run, and waits until it has settled. */
  Cluster turnTo(Contender contender) throws InterruptedException {
    for (Map.Entry<Contender, Lab> each : labs.entrySet()) {
      if (each.getKey() != contender) {
        each.getValue().halt();
      }
    }
    Lab lab = labs.get(contender);
    if (lab == null) {
      throw new IllegalArgumentException("there is no cluster of " + contender.title());
    }
    lab.resume();
    var cluster = new Cluster(lab);
    cluster.settle();
    return cluster;
  }

  private void haltAll() throws InterruptedException {
    for (Lab lab : labs.values()) {
      lab.halt();
    }
  }

  @Override
  public void close() {
    labs.values().forEach(Lab::close);
    labs.clear();
  }
}
