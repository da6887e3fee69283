package io.jswarm.pki;

import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The whole judgement over a peer's certificate chain, as a function of the roots and the time. */
final class PeerCheck {
  private PeerCheck() {}

  /** Empty when the chain leads to a trusted root, is valid now and the gate lets its node in. */
  static Optional<PeerRefusal> refusal(
      List<X509Certificate> chain, TrustedRoots roots, PeerGate gate, Instant now) {
    X509Certificate leaf = chain.getFirst();
    String subject = leaf.getSubjectX500Principal().getName();
    Optional<PeerIdentity> peer = PeerIdentity.of(leaf);
    if (peer.isEmpty()) {
      return Optional.of(new PeerRefusal.NotANode(subject));
    }
    return pathRefusal(chain, roots, now)
        .or(() -> validityRefusal(leaf, peer.get().nodeId(), now))
        .or(() -> gate.refusal(peer.get()));
  }

  static Optional<PeerRefusal> validityRefusal(X509Certificate leaf, String nodeId, Instant now) {
    Instant start = leaf.getNotBefore().toInstant();
    Instant end = leaf.getNotAfter().toInstant();
    if (now.isBefore(start)) {
      return Optional.of(new PeerRefusal.CertificateNotYetValid(nodeId, start, now));
    }
    if (now.isAfter(end)) {
      return Optional.of(new PeerRefusal.CertificateExpired(nodeId, end, now));
    }
    return Optional.empty();
  }

  /**
   * Only signatures and names count here: the path is judged at a moment when the leaf was valid,
   * so that an expired certificate is called expired and not unknown.
   */
  static Optional<PeerRefusal> pathRefusal(
      List<X509Certificate> chain, TrustedRoots roots, Instant now) {
    X509Certificate leaf = chain.getFirst();
    if (chain.size() > Certificates.COUNT_MAX) {
      return unknown(leaf, "its chain is too long");
    }
    try {
      PKIXParameters parameters = new PKIXParameters(anchors(roots));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(within(leaf, now)));
      CertPathValidator.getInstance("PKIX").validate(path(chain, roots), parameters);
      return Optional.empty();
    } catch (CertPathValidatorException e) {
      return unknown(leaf, PkiException.detailOf(e));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot check certificate paths", e);
    }
  }

  private static Optional<PeerRefusal> unknown(X509Certificate leaf, String detail) {
    return Optional.of(new PeerRefusal.UnknownCa(leaf.getSubjectX500Principal().getName(), detail));
  }

  private static Instant within(X509Certificate leaf, Instant now) {
    Instant start = leaf.getNotBefore().toInstant();
    Instant end = leaf.getNotAfter().toInstant();
    if (now.isBefore(start)) {
      return start;
    }
    return now.isAfter(end) ? end : now;
  }

  private static Set<TrustAnchor> anchors(TrustedRoots roots) {
    Set<TrustAnchor> anchors = new LinkedHashSet<>();
    for (X509Certificate root : roots.certificates()) {
      anchors.add(new TrustAnchor(root, null));
    }
    return anchors;
  }

  /** PKIX wants the path without its anchor, which some peers send along. */
  private static CertPath path(List<X509Certificate> chain, TrustedRoots roots)
      throws GeneralSecurityException {
    List<X509Certificate> path = new ArrayList<>(chain);
    path.removeAll(roots.certificates());
    return CertificateFactory.getInstance("X.509").generateCertPath(path);
  }
}
