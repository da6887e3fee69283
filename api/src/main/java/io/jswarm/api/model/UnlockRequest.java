package io.jswarm.api.model;

/** The key that opens a locked manager. */
@OmitEmpty
public record UnlockRequest(@Always String unlockKey) {
  public UnlockRequest {
    unlockKey = Values.text(unlockKey);
  }
}
