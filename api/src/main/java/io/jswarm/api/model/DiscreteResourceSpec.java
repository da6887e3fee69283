package io.jswarm.api.model;

/** A number of pieces of a kind of resource. */
@OmitEmpty
public record DiscreteResourceSpec(String kind, long value) {
  public DiscreteResourceSpec {
    kind = Values.text(kind);
  }
}
