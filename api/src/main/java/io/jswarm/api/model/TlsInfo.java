package io.jswarm.api.model;

import org.jspecify.annotations.Nullable;

/**
 * Which authority a node (or the cluster) trusts: its certificate as PEM, its subject and public
 * key as DER.
 */
@OmitEmpty
public record TlsInfo(
    String trustRoot, @Nullable Bytes certIssuerSubject, @Nullable Bytes certIssuerPublicKey) {
  public TlsInfo {
    trustRoot = Values.text(trustRoot);
  }

  /** Not known yet. */
  public static final TlsInfo UNKNOWN = new TlsInfo("", null, null);
}
