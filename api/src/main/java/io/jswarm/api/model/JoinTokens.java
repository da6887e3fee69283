package io.jswarm.api.model;

/** The tokens that let a machine join as a worker or as a manager. */
@OmitEmpty
public record JoinTokens(@Always String worker, @Always String manager) {
  public JoinTokens {
    worker = Values.text(worker);
    manager = Values.text(manager);
  }
}
