package io.jswarm.api.model;

/** The key that will open this cluster's managers; empty when they are not locked. */
@OmitEmpty
public record UnlockKeyResponse(@Always String unlockKey) {
  public UnlockKeyResponse {
    unlockKey = Values.text(unlockKey);
  }
}
