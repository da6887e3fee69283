package io.jswarm.lab.host;

/** What the hosts of a lab run: our daemon, or a real Docker Engine for comparison. */
public enum HostEngine {
  JSWARMD,
  DOCKERD
}
