package io.jswarm.pki;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/**
 * Whom a node certificate names: CN is the node id, OU the role, O the cluster id, as in Swarm.
 *
 * <p>Ids are 1 to 64 lower-case letters, digits and dashes (they are DNS names in the certificate).
 */
public record Subject(String nodeId, CertificateRole role, String clusterId) {
  private static final Pattern ID = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?");

  public Subject {
    checkId("node id", nodeId);
    checkId("cluster id", clusterId);
  }

  private static void checkId(String what, String id) {
    if (!isId(id)) {
      throw new IllegalArgumentException(
          what + " must be 1 to 64 lower-case letters, digits and dashes: '" + id + "'");
    }
  }

  private static boolean isId(String id) {
    return ID.matcher(id).matches();
  }

  /**
   * Reads the subject of {@code certificate}; empty unless it has exactly one O, OU and CN of our
   * form. A certificate with a second OU is nobody's: it could claim two roles.
   */
  static Optional<Subject> of(X509Certificate certificate) {
    X500Name name = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    Optional<String> nodeId = only(name, BCStyle.CN).filter(Subject::isId);
    Optional<CertificateRole> role =
        only(name, BCStyle.OU).flatMap(CertificateRole::ofOrganizationalUnit);
    Optional<String> clusterId = only(name, BCStyle.O).filter(Subject::isId);
    if (nodeId.isEmpty() || role.isEmpty() || clusterId.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Subject(nodeId.get(), role.get(), clusterId.get()));
  }

  private static Optional<String> only(X500Name name, ASN1ObjectIdentifier attribute) {
    RDN[] found = name.getRDNs(attribute);
    if (found.length != 1 || found[0].isMultiValued()) {
      return Optional.empty();
    }
    return Optional.of(IETFUtils.valueToString(found[0].getFirst().getValue()));
  }

  X500Name x500Name() {
    return new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.O, clusterId)
        .addRDN(BCStyle.OU, role.organizationalUnit())
        .addRDN(BCStyle.CN, nodeId)
        .build();
  }

  /** The certificate's DNS names; managers also answer to the name of the CA. */
  List<String> alternativeNames() {
    return switch (role) {
      case MANAGER -> List.of(nodeId, role.organizationalUnit(), RootCa.COMMON_NAME);
      case WORKER -> List.of(nodeId, role.organizationalUnit());
    };
  }
}
