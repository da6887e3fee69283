package io.jswarm.lab.host;

/** What the hosts of a lab run. */
public enum HostEngine {
  JSWARMD,
  DOCKERD,
  /** Nothing: bare hosts, for programs that a test starts itself. */
  NONE
}
