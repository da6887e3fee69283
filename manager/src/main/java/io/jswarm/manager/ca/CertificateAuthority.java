package io.jswarm.manager.ca;

import io.jswarm.pki.CertificateRole;
import io.jswarm.pki.JoinToken;
import io.jswarm.pki.PeerIdentity;
import io.jswarm.pki.PeerRefusal;
import io.jswarm.pki.PkiException;
import io.jswarm.pki.PkiRefusal;
import io.jswarm.pki.RootCa;
import io.jswarm.pki.Subject;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The leader's decision over a request for a certificate. The role comes from the token that was
 * shown or from the cluster's state, never from the request; apart from signing it is a function of
 * its arguments.
 */
public final class CertificateAuthority {
  private final SecureRandom random;

  /** Reading a root proves its key by a signature, which costs as much as issuing. */
  private volatile @Nullable Loaded loaded;

  private record Loaded(String certificatePem, String keyPem, RootCa root) {}

  public CertificateAuthority(SecureRandom random) {
    this.random = random;
  }

  /** Certifies the manager that founds the cluster: nobody can vouch for it but itself. */
  public Issuance found(CaState state, String csrPem, String nodeId, Instant now) {
    return issue(
        state, csrPem, new Subject(nodeId, CertificateRole.MANAGER, state.clusterId()), now);
  }

  /**
   * Decides over a host that shows a join token.
   *
   * @param nodeId freshly minted for it; unused when it is refused
   */
  public Issuance join(CaState state, String csrPem, String tokenText, String nodeId, Instant now) {
    try {
      JoinToken worker = JoinToken.parse(state.workerToken());
      JoinToken token = JoinToken.parse(tokenText);
      if (!token.rootDigest().equals(worker.rootDigest())) {
        return new Issuance.Refused(
            new PkiRefusal.WrongCa(token.rootDigest(), worker.rootDigest()));
      }
      Optional<CertificateRole> role =
          token.roleAmong(worker, JoinToken.parse(state.managerToken()));
      return role.isEmpty()
          ? new Issuance.Refused(new PkiRefusal.WrongToken())
          : issue(state, csrPem, new Subject(nodeId, role.get(), state.clusterId()), now);
    } catch (PkiException e) {
      return new Issuance.Refused(e.refusal());
    }
  }

  /**
   * Decides over a node that asks for its next certificate, to renew or because its role changed.
   *
   * @param caller as its present certificate names it; for a lone manager's own renewal, itself
   */
  public Issuance renew(
      CaState state, String csrPem, PeerIdentity caller, Standing standing, Instant now) {
    if (!caller.clusterId().equals(state.clusterId())) {
      return new Issuance.Refused(
          new PeerRefusal.WrongCluster(caller.nodeId(), caller.clusterId(), state.clusterId()));
    }
    return switch (standing) {
      case Standing.Removed() -> new Issuance.Refused(new PeerRefusal.Revoked(caller.nodeId()));
      case Standing.Member(var desiredRole) ->
          issue(state, csrPem, new Subject(caller.nodeId(), desiredRole, state.clusterId()), now);
    };
  }

  private Issuance issue(CaState state, String csrPem, Subject subject, Instant now) {
    try {
      RootCa root = root(state.rootCertificatePem(), state.rootKeyPem());
      return new Issuance.Issued(
          subject, root.issue(csrPem, subject, state.nodeValidity(), now), root.certificatePem());
    } catch (PkiException e) {
      return new Issuance.Refused(e.refusal());
    }
  }

  private RootCa root(String certificatePem, String keyPem) throws PkiException {
    Loaded before = loaded;
    if (before != null
        && before.certificatePem.equals(certificatePem)
        && before.keyPem.equals(keyPem)) {
      return before.root;
    }
    RootCa root = RootCa.load(certificatePem, keyPem, random);
    loaded = new Loaded(certificatePem, keyPem, root);
    return root;
  }
}
