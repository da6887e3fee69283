package io.jswarm.api.model;

/** The part a manager plays among managers. */
@OmitEmpty
public record ManagerStatus(boolean leader, @Always Reachability reachability, String addr) {
  public ManagerStatus {
    reachability = reachability == null ? Reachability.UNKNOWN : reachability;
    addr = Values.text(addr);
  }
}
