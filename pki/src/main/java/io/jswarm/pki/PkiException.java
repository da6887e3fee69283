package io.jswarm.pki;

import java.util.Objects;
import java.util.Optional;

/** A refusal as an exception; the message is the refusal's sentence. */
public final class PkiException extends Exception {
  private static final long serialVersionUID = 1;

  /** Cause chains can be circular. */
  private static final int CAUSES_MAX = 32;

  private final transient PkiRefusal refusal;

  public PkiException(PkiRefusal refusal) {
    super(refusal.sentence());
    this.refusal = refusal;
  }

  PkiException(PkiRefusal refusal, Throwable cause) {
    super(refusal.sentence(), cause);
    this.refusal = refusal;
  }

  public PkiRefusal refusal() {
    return refusal;
  }

  /**
   * Looks for our own refusal among the causes of a failed handshake or call: the side that refuses
   * knows the reason, the other side only gets a TLS alert.
   */
  public static Optional<PkiRefusal> findIn(Throwable failure) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < CAUSES_MAX; depth++) {
      if (at instanceof PkiException own) {
        return Optional.of(own.refusal());
      }
      if (at instanceof PeerRefusedException peer) {
        return Optional.of(peer.refusal());
      }
      at = at.getCause();
    }
    return Optional.empty();
  }

  static String detailOf(Throwable failure) {
    return Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName());
  }
}
