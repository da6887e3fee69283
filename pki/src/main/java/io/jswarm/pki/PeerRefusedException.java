package io.jswarm.pki;

import java.security.cert.CertificateException;

/** What the trust managers throw at the TLS engine; {@link PkiException#findIn} finds it again. */
final class PeerRefusedException extends CertificateException {
  private static final long serialVersionUID = 1;

  private final transient PeerRefusal refusal;

  PeerRefusedException(PeerRefusal refusal) {
    super(refusal.sentence());
    this.refusal = refusal;
  }

  PeerRefusal refusal() {
    return refusal;
  }
}
