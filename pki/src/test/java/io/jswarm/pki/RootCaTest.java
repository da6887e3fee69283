package io.jswarm.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;

class RootCaTest {
  private static final Subject WORKER = new Subject("w1", CertificateRole.WORKER, "cluster-a");
  private final Cluster cluster = new Cluster("cluster-a");

  private static String csr(String subject, KeyPair signedBy, KeyPair claimed, String algorithm)
      throws Exception {
    return Pem.encode(
        Pem.CERTIFICATE_REQUEST,
        new JcaPKCS10CertificationRequestBuilder(new X500Name(subject), claimed.getPublic())
            .build(new JcaContentSignerBuilder(algorithm).build(signedBy.getPrivate()))
            .getEncoded());
  }

  @Test
  void theRootIsSelfSignedForTwentyYears() throws Exception {
    X509Certificate root = cluster.root().trustedRoots().certificates().getFirst();

    root.verify(root.getPublicKey());
    assertThat(root.getSubjectX500Principal().getName()).isEqualTo("CN=swarm-ca");
    assertThat(root.getBasicConstraints()).isNotNegative();
    assertThat(Duration.between(Cluster.NOW, root.getNotAfter().toInstant()))
        .isEqualTo(Duration.ofDays(7300));
  }

  @Test
  void aLoadedRootIsTheSameRoot() throws Exception {
    RootCa root = cluster.root();
    RootCa loaded = RootCa.load(root.certificatePem(), root.keyPem(), Cluster.RANDOM);

    assertThat(loaded.digest()).isEqualTo(root.digest());
    assertThat(loaded.certificatePem()).isEqualTo(root.certificatePem());
    assertThat(
            loaded.issue(
                CertificateRequest.create(Cluster.RANDOM).pem(),
                WORKER,
                Duration.ofHours(1),
                Cluster.NOW))
        .startsWith("-----BEGIN CERTIFICATE-----\n");
  }

  @Test
  void theDigestIsTakenOverThePemAsItIsWritten() {
    assertThat(cluster.root().digest()).isEqualTo(CaDigest.ofPem(cluster.root().certificatePem()));
  }

  @Test
  void aKeyThatIsNotTheRootsIsRefused() {
    String otherKey = new Cluster("cluster-a").root().keyPem();

    assertThatThrownBy(() -> RootCa.load(cluster.root().certificatePem(), otherKey, Cluster.RANDOM))
        .hasMessageContaining("key does not belong to its certificate");
    assertThatThrownBy(
            () -> RootCa.load(cluster.root().certificatePem(), "nonsense", Cluster.RANDOM))
        .isInstanceOf(PkiException.class);
  }

  @Test
  void anIssuedCertificateSaysWhoTheNodeIs() throws Exception {
    NodeIdentity manager = cluster.manager("m1");
    X509Certificate leaf = manager.chain().getFirst();

    assertThat(leaf.getSubjectX500Principal().getName())
        .isEqualTo("CN=m1,OU=swarm-manager,O=cluster-a");
    assertThat(leaf.getSubjectAlternativeNames())
        .extracting(name -> name.get(1))
        .isEqualTo(List.of("m1", "swarm-manager", "swarm-ca"));
    assertThat(cluster.worker("w1").chain().getFirst().getSubjectAlternativeNames())
        .extracting(name -> name.get(1))
        .isEqualTo(List.of("w1", "swarm-worker"));
    assertThat(leaf.getNotBefore().toInstant()).isEqualTo(Cluster.NOW.minus(Duration.ofHours(1)));
    assertThat(leaf.getNotAfter().toInstant()).isEqualTo(Cluster.NOW.plus(Duration.ofDays(90)));
    assertThat(leaf.getBasicConstraints()).as("not a CA").isEqualTo(-1);
  }

  @Test
  void aNodeCertificateNeverOutlivesTheRoot() throws Exception {
    NodeIdentity eternal =
        cluster.node("w1", CertificateRole.WORKER, Cluster.NOW, Duration.ofDays(36_500));

    assertThat(eternal.certificateEnd()).isEqualTo(Cluster.NOW.plus(RootCa.ROOT_VALIDITY));
    assertThatThrownBy(() ->
            cluster.node(
                "w2",
                CertificateRole.WORKER,
                Cluster.NOW.plus(RootCa.ROOT_VALIDITY),
                Duration.ofHours(1)))
        .hasMessageContaining("rotate it");
  }

  @Test
  void theSubjectOfARequestIsIgnored() throws Exception {
    KeyPair pair = Keys.generate(Cluster.RANDOM);
    String forged = csr("O=cluster-a,OU=swarm-manager,CN=m1", pair, pair, Keys.SIGNATURE);

    String issued = cluster.root().issue(forged, WORKER, RootCa.NODE_VALIDITY_DEFAULT, Cluster.NOW);

    assertThat(NodeIdentity.of(pair.getPrivate(), issued, cluster.root().trustedRoots()).subject())
        .isEqualTo(WORKER);
  }

  @Test
  void aRequestForSomeoneElsesKeyIsRefused() throws Exception {
    String stolen =
        csr("CN=x", Keys.generate(Cluster.RANDOM), Keys.generate(Cluster.RANDOM), Keys.SIGNATURE);

    assertThatThrownBy(() -> cluster.root().issue(stolen, WORKER, Duration.ofHours(1), Cluster.NOW))
        .hasMessageContaining("not signed with the key it wants certified");
  }

  @Test
  void aRequestWithAnotherKindOfKeyOrNoneIsRefused() throws Exception {
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(2048);
    KeyPair pair = rsa.generateKeyPair();
    String rsaRequest = csr("CN=x", pair, pair, "SHA256withRSA");
    String broken = Pem.encode(Pem.CERTIFICATE_REQUEST, new byte[] {1, 2, 3});

    for (String request : List.of(rsaRequest, broken, "", cluster.root().certificatePem())) {
      assertThatThrownBy(
              () -> cluster.root().issue(request, WORKER, Duration.ofHours(1), Cluster.NOW))
          .isInstanceOfSatisfying(
              PkiException.class,
              e -> assertThat(e.refusal()).isInstanceOf(PkiRefusal.BadRequest.class));
    }
  }

  @Test
  void aCertificateThatClaimsTwoRolesIsNobodys() throws Exception {
    KeyPair pair = Keys.generate(Cluster.RANDOM);
    X500Name twoRoles = new X500Name("O=cluster-a,OU=swarm-worker,OU=swarm-manager,CN=w1");
    X509Certificate certificate =
        new JcaX509CertificateConverter()
            .getCertificate(
                new JcaX509v3CertificateBuilder(
                        twoRoles,
                        BigInteger.ONE,
                        Date.from(Cluster.NOW),
                        Date.from(Cluster.NOW.plusSeconds(60)),
                        twoRoles,
                        pair.getPublic())
                    .build(new JcaContentSignerBuilder(Keys.SIGNATURE).build(pair.getPrivate())));

    assertThat(PeerIdentity.of(certificate)).isEmpty();
    assertThatThrownBy(() ->
            NodeIdentity.of(
                pair.getPrivate(),
                Certificates.toPem(List.of(certificate)),
                cluster.root().trustedRoots()))
        .hasMessageContaining("does not name a node");
  }

  @Test
  void anIdThatCouldSmuggleAnAttributeIntoASubjectIsRefused() {
    assertThatThrownBy(() -> new Subject("a,OU=swarm-manager", CertificateRole.WORKER, "c"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Subject("a", CertificateRole.WORKER, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
