package io.jswarm.manager.ca;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.pki.CertificateRequest;
import io.jswarm.pki.CertificateRole;
import io.jswarm.pki.NodeIdentity;
import io.jswarm.pki.PeerIdentity;
import io.jswarm.pki.PeerRefusal;
import io.jswarm.pki.PkiException;
import io.jswarm.pki.PkiRefusal;
import io.jswarm.pki.RootCa;
import io.jswarm.pki.Subject;
import io.jswarm.pki.TrustedRoots;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CertificateAuthorityTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final CaState cluster = state("cluster-a");
  private final CertificateAuthority authority = new CertificateAuthority(RANDOM);
  private final CertificateRequest request = CertificateRequest.create(RANDOM);

  private static CaState state(String clusterId) {
    return CaState.found(clusterId, RootCa.NODE_VALIDITY_DEFAULT, RANDOM, NOW);
  }

  private NodeIdentity identity(Issuance issuance) throws PkiException {
    return switch (issuance) {
      case Issuance.Issued issued ->
          NodeIdentity.of(
              request.privateKey(),
              issued.certificatePem(),
              TrustedRoots.fromPem(issued.trustedRootsPem()));
      case Issuance.Refused(var reason) -> throw new AssertionError(reason.sentence());
    };
  }

  private static PkiRefusal reason(Issuance issuance) {
    return switch (issuance) {
      case Issuance.Issued issued -> throw new AssertionError("issued to " + issued.subject());
      case Issuance.Refused(var reason) -> reason;
    };
  }

  private Issuance join(String token) {
    return authority.join(cluster, request.pem(), token, "n1", NOW);
  }

  private static PeerIdentity node(String nodeId, CertificateRole role, String clusterId) {
    return new PeerIdentity(new Subject(nodeId, role, clusterId), NOW.plus(Duration.ofDays(1)));
  }

  @Test
  void theFirstNodeIsAManager() throws Exception {
    assertThat(identity(authority.found(cluster, request.pem(), "m1", NOW)).subject())
        .isEqualTo(new Subject("m1", CertificateRole.MANAGER, "cluster-a"));
  }

  @Test
  void theTokenDecidesTheRole() throws Exception {
    assertThat(identity(join(cluster.workerToken())).role()).isEqualTo(CertificateRole.WORKER);
    assertThat(identity(join(cluster.managerToken())).role()).isEqualTo(CertificateRole.MANAGER);
    assertThat(identity(join(cluster.managerToken())).nodeId()).isEqualTo("n1");
  }

  @Test
  void aCertificateIsValidAsLongAsTheClusterSays() throws Exception {
    assertThat(identity(join(cluster.workerToken())).certificateEnd())
        .isEqualTo(NOW.plus(cluster.nodeValidity()));
  }

  @Test
  void aRotatedTokenIsRefused() throws Exception {
    String rotated =
        CaState.newToken(TrustedRoots.fromPem(cluster.rootCertificatePem()).digest(), RANDOM);

    assertThat(reason(join(rotated))).isEqualTo(new PkiRefusal.WrongToken());
  }

  @Test
  void aTokenOfAnotherClusterIsToldApartFromAWrongOne() {
    assertThat(reason(join(state("cluster-b").workerToken())))
        .isInstanceOf(PkiRefusal.WrongCa.class);
  }

  @Test
  void aMalformedTokenIsRefusedInSwarmsWords() {
    assertThat(reason(join("SWMTKN-1-foo")).sentence()).startsWith("invalid join token");
  }

  @Test
  void aRequestWithoutProofOfItsKeyIsRefused() {
    assertThat(reason(authority.join(cluster, "garbage", cluster.workerToken(), "n1", NOW)))
        .isInstanceOf(PkiRefusal.BadRequest.class);
  }

  @Test
  void aMemberGetsTheRoleTheClusterWantsItToHave() throws Exception {
    PeerIdentity worker = node("w1", CertificateRole.WORKER, "cluster-a");

    NodeIdentity promoted =
        identity(
            authority.renew(
                cluster, request.pem(), worker, new Standing.Member(CertificateRole.MANAGER), NOW));

    assertThat(promoted.subject())
        .isEqualTo(new Subject("w1", CertificateRole.MANAGER, "cluster-a"));
  }

  @Test
  void aRemovedNodeGetsNothing() {
    PeerIdentity worker = node("w1", CertificateRole.WORKER, "cluster-a");

    assertThat(reason(authority.renew(cluster, request.pem(), worker, new Standing.Removed(), NOW)))
        .isEqualTo(new PeerRefusal.Revoked("w1"));
  }

  @Test
  void aNodeOfAnotherClusterGetsNothing() {
    PeerIdentity stranger = node("w1", CertificateRole.MANAGER, "cluster-b");

    assertThat(
            reason(
                authority.renew(
                    cluster,
                    request.pem(),
                    stranger,
                    new Standing.Member(CertificateRole.MANAGER),
                    NOW)))
        .isEqualTo(new PeerRefusal.WrongCluster("w1", "cluster-b", "cluster-a"));
  }

  @Test
  void printingTheStateShowsNoSecret() {
    assertThat(cluster.toString())
        .doesNotContain("PRIVATE KEY")
        .doesNotContain(cluster.workerToken())
        .doesNotContain(cluster.managerToken());
  }
}
