package io.jswarm.pki;

/**
 * TLS session resumption, which must be off: a resumed session is never shown to the trust manager,
 * so a node that was removed, or whose root was dropped, would stay in.
 */
public final class TlsResumption {
  private static final String TICKET_COUNT = "jdk.tls.server.newSessionTicketCount";

  private TlsResumption() {}

  /**
   * Makes servers of the JDK's TLS 1.3 hand out no session tickets. The JDK reads the property
   * once, at its first TLS class: call this first thing in {@code main}.
   */
  public static void turnOff() {
    System.setProperty(TICKET_COUNT, "0");
  }
}
