package io.jswarm.pki;

import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * How a host that has nothing but a join token talks to a cluster: it connects to whoever answers,
 * fetches the root certificate, and holds it against the token's digest. Then the servers it has
 * met until now are judged under that root, and those it meets later at their handshake; so the
 * connection that fetched the root may go on to carry request and token, which saves a handshake.
 * The token must not be sent before {@link #verify} has returned.
 */
public final class JoinTls {
  /** Servers that may be met before the root is known: one, and a few reconnects. */
  static final int UNJUDGED_MAX = 16;

  private final CaDigest expected;
  private final InstantSource clock;

  private final List<List<X509Certificate>> unjudged = new ArrayList<>(); // guarded by this
  private @Nullable TrustedRoots verified; // guarded by this

  private JoinTls(CaDigest expected, InstantSource clock) {
    this.expected = expected;
    this.clock = clock;
  }

  /** For a token whose root has the digest {@code expected}. */
  public static JoinTls forJoin(CaDigest expected, InstantSource clock) {
    return new JoinTls(expected, clock);
  }

  /** For connections to one address; before {@link #verify} they may only ask for the root. */
  public SSLContext context() {
    return Contexts.of(null, trustManager());
  }

  /** The trust manager of {@link #context}, for stacks that build their own context. */
  public X509ExtendedTrustManager trustManager() {
    return new PeerTrust(this::meet);
  }

  private synchronized Optional<PeerRefusal> meet(List<X509Certificate> chain) {
    if (verified != null) {
      return refusal(chain, verified);
    }
    if (unjudged.size() == UNJUDGED_MAX) {
      throw new IllegalStateException(
          "more than " + UNJUDGED_MAX + " connections before the root was verified");
    }
    unjudged.add(chain);
    return Optional.empty();
  }

  /**
   * Trusts the fetched root from now on, if it is the token's and all servers met so far are
   * managers under it. The cluster's id is not known yet.
   *
   * @throws PkiException with {@link PkiRefusal.WrongCa} when it is not the token's, {@link
   *     PkiRefusal.UnusableCa} when it is no root certificate at all, a {@link PeerRefusal} when
   *     the server is not to be trusted
   */
  public synchronized TrustedRoots verify(String fetchedRootPem) throws PkiException {
    TrustedRoots fetched = TrustedRoots.fromPem(fetchedRootPem);
    if (!fetched.digest().equals(expected)) {
      throw new PkiException(new PkiRefusal.WrongCa(expected, fetched.digest()));
    }
    for (List<X509Certificate> chain : unjudged) {
      Optional<PeerRefusal> refusal = refusal(chain, fetched);
      if (refusal.isPresent()) {
        throw new PkiException(refusal.get());
      }
    }
    unjudged.clear();
    verified = fetched;
    return fetched;
  }

  private Optional<PeerRefusal> refusal(List<X509Certificate> chain, TrustedRoots roots) {
    return PeerCheck.refusal(chain, roots, PeerGate.MANAGERS, clock.instant());
  }
}
