package io.jswarm.api.model;

/** Whether managers need a key from outside to read their data after a restart. */
@OmitEmpty
public record EncryptionConfig(@Always boolean autoLockManagers) {

  /** Nothing said. */
  public static final EncryptionConfig UNSET = new EncryptionConfig(false);
}
