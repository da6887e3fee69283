package io.jswarm.pki;

import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * How a host that has nothing but a join token talks to a cluster, in two steps: fetch the root
 * certificate from whoever answers and hold it against the token's digest, then send request and
 * token to a manager under that root. The token must never be sent in the first step.
 */
public final class JoinTls {
  private final CaDigest expected;
  private final InstantSource clock;

  private JoinTls(CaDigest expected, InstantSource clock) {
    this.expected = expected;
    this.clock = clock;
  }

  /** For a token whose root has the digest {@code expected}. */
  public static JoinTls forJoin(CaDigest expected, InstantSource clock) {
    return new JoinTls(expected, clock);
  }

  /** Step one: accepts any server. Good for fetching the root certificate and nothing else. */
  public SSLContext anyServer() {
    return Contexts.of(null, anyServerTrustManager());
  }

  /** The trust manager of {@link #anyServer}, for stacks that build their own context. */
  public X509ExtendedTrustManager anyServerTrustManager() {
    return new PeerTrust(_ -> Optional.empty());
  }

  /**
   * Ends step one: the fetched root, now trusted.
   *
   * @throws PkiException with {@link PkiRefusal.WrongCa} when it is not the token's, {@link
   *     PkiRefusal.UnusableCa} when it is no root certificate at all
   */
  public TrustedRoots verify(String fetchedRootPem) throws PkiException {
    TrustedRoots fetched = TrustedRoots.fromPem(fetchedRootPem);
    if (!fetched.digest().equals(expected)) {
      throw new PkiException(new PkiRefusal.WrongCa(expected, fetched.digest()));
    }
    return fetched;
  }

  /** Step two: accepts managers under {@code verified} only; the cluster's id is not known yet. */
  public SSLContext managersUnder(TrustedRoots verified) {
    return Contexts.of(null, managersTrustManager(verified));
  }

  /** The trust manager of {@link #managersUnder}, for stacks that build their own context. */
  public X509ExtendedTrustManager managersTrustManager(TrustedRoots verified) {
    return new PeerTrust(
        chain -> PeerCheck.refusal(chain, verified, PeerGate.MANAGERS, clock.instant()));
  }
}
