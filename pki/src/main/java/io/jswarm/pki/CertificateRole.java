package io.jswarm.pki;

import java.util.Optional;

/**
 * What a node certificate lets its holder do, written in the certificate's OU as Swarm writes it.
 */
public enum CertificateRole {
  MANAGER("swarm-manager", "manager"),
  WORKER("swarm-worker", "worker");

  private final String organizationalUnit;
  private final String word;

  CertificateRole(String organizationalUnit, String word) {
    this.organizationalUnit = organizationalUnit;
    this.word = word;
  }

  /** The OU of the certificate's subject: {@code swarm-manager} or {@code swarm-worker}. */
  public String organizationalUnit() {
    return organizationalUnit;
  }

  /** The role as the Docker API spells it: {@code manager} or {@code worker}. */
  public String word() {
    return word;
  }

  /** The role that {@code organizationalUnit} stands for, empty when it is neither of ours. */
  static Optional<CertificateRole> ofOrganizationalUnit(String organizationalUnit) {
    for (CertificateRole role : values()) {
      if (role.organizationalUnit.equals(organizationalUnit)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
