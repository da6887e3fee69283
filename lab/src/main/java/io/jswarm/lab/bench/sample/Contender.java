package io.jswarm.lab.bench.sample;

import io.jswarm.lab.host.HostEngine;

/** Who is measured. */
public enum Contender {
  JSWARM("jswarm", HostEngine.JSWARMD),
  SWARM("Swarm", HostEngine.DOCKERD);

  private final String title;
  private final HostEngine engine;

  Contender(String title, HostEngine engine) {
    this.title = title;
    this.engine = engine;
  }

  public String title() {
    return title;
  }

  /** What its hosts run. */
  public HostEngine engine() {
    return engine;
  }
}
