package io.jswarm.manager.ca;

import io.jswarm.pki.CaDigest;
import io.jswarm.pki.JoinToken;
import io.jswarm.pki.RootCa;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;

/**
 * What of the cluster's state decides about certificates. Holds secrets; {@code toString} hides
 * them.
 *
 * @param rootKeyPem the root's private key, PKCS#8 PEM
 * @param workerToken the join token that makes workers, as text
 * @param managerToken the join token that makes managers, as text
 * @param nodeValidity how long new node certificates are valid, the spec's {@code NodeCertExpiry}
 */
public record CaState(
    String clusterId,
    String rootCertificatePem,
    String rootKeyPem,
    String workerToken,
    String managerToken,
    Duration nodeValidity) {

  /** A new cluster's root and tokens. */
  public static CaState found(
      String clusterId, Duration nodeValidity, SecureRandom random, Instant now) {
    RootCa root = RootCa.create(random, now);
    return new CaState(
        clusterId,
        root.certificatePem(),
        root.keyPem(),
        newToken(root.digest(), random),
        newToken(root.digest(), random),
        nodeValidity);
  }

  /** The text of a fresh token for the root with {@code digest}: for init and token rotation. */
  public static String newToken(CaDigest digest, SecureRandom random) {
    return JoinToken.mint(digest, random).text();
  }

  @Override
  public String toString() {
    return "CaState[cluster " + clusterId + ", certificates valid " + nodeValidity + "]";
  }
}
