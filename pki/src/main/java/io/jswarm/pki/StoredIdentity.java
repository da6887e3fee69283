package io.jswarm.pki;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a node keeps on disk about itself: its identity and, while it is a manager, one secret (the
 * cluster's key ring) that only this identity's key opens.
 */
public final class StoredIdentity {
  private final NodeIdentity identity;
  private final byte @Nullable [] secret;

  private StoredIdentity(NodeIdentity identity, byte @Nullable [] secret) {
    this.identity = identity;
    this.secret = secret;
  }

  /** An identity without a secret: a worker's. */
  public static StoredIdentity of(NodeIdentity identity) {
    return new StoredIdentity(identity, null);
  }

  public NodeIdentity identity() {
    return identity;
  }

  /** A copy of the secret in the clear. */
  public Optional<byte[]> secret() {
    return Optional.ofNullable(secret).map(byte[]::clone);
  }

  public StoredIdentity withSecret(byte[] newSecret) {
    return new StoredIdentity(identity, newSecret.clone());
  }

  /** The same secret under a renewed identity. */
  public StoredIdentity withIdentity(NodeIdentity renewed) {
    return new StoredIdentity(renewed, secret);
  }
}
