package io.jswarm.manager.ca;

import io.jswarm.pki.CertificateRole;

/** What the cluster's state says about a node that asks for its next certificate. */
public sealed interface Standing {

  /** The node is in the cluster and shall have {@code desiredRole}, whatever it has now. */
  record Member(CertificateRole desiredRole) implements Standing {}

  /** The node is not, or no longer, in the cluster. */
  record Removed() implements Standing {}
}
