package io.jswarm.api.model;

/** A resource limit of the container's processes, as in setrlimit(2); -1 is unlimited. */
@OmitEmpty
public record Ulimit(@Always String name, @Always long hard, @Always long soft) {
  public Ulimit {
    name = Values.text(name);
  }
}
