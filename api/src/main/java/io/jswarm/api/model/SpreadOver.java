package io.jswarm.api.model;

/** Spread evenly over the values of a node or engine label. */
@OmitEmpty
public record SpreadOver(@Always String spreadDescriptor) {
  public SpreadOver {
    spreadDescriptor = Values.text(spreadDescriptor);
  }
}
