package io.jswarm.manager.ca;

import io.jswarm.pki.PkiRefusal;
import io.jswarm.pki.Subject;

/** The answer to a request for a certificate. */
public sealed interface Issuance {

  /**
   * The certificate, and what it says.
   *
   * @param certificatePem the node's certificate
   * @param trustedRootsPem the roots the node shall trust from now on
   */
  record Issued(Subject subject, String certificatePem, String trustedRootsPem)
      implements Issuance {}

  record Refused(PkiRefusal reason) implements Issuance {}
}
