package io.jswarm.overlaynet.wireguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TunnelTest {
  private static final KeyPair OWN = KeyPair.make(new SecureRandom(), Instant.EPOCH);

  /** As wg prints it. */
  private static final String DUMP =
      """
      (none)\t%s\t51820\toff
      stays\t(none)\t192.0.2.2:51820\t198.18.0.2/32\t0\t0\t0\t25
      moved\t(none)\t[2001:db8::9]:51820\t198.18.0.3/32\t1763805600\t9\t9\t25
      gone\t(none)\t(none)\t198.18.0.4/32\t0\t0\t0\toff
      """
          .formatted(OWN.publicKey());

  private static Tunnel tunnel(Tunnel.Peer... peers) {
    return new Tunnel("jsw-wg0", 51820, OWN, List.of(peers));
  }

  private static Tunnel.Peer peer(String key, String node, String inner) {
    return new Tunnel.Peer(key, InetAddress.ofLiteral(node), InetAddress.ofLiteral(inner));
  }

  @Test
  void onlyPeersThatDifferAreSetAndThoseThatGoAreFirst() throws TunnelException {
    Tunnel wanted =
        tunnel(
            peer("stays", "192.0.2.2", "198.18.0.2"),
            peer("moved", "2001:db8::3", "198.18.0.3"),
            peer("fresh", "192.0.2.5", "198.18.0.4"));
    assertThat(wanted.changes(ShownTunnel.parse(DUMP)))
        .extracting(change -> String.join(" ", change))
        .containsExactly(
            "peer gone remove",
            "peer fresh endpoint 192.0.2.5:51820 persistent-keepalive 25 allowed-ips 198.18.0.4/32",
            "peer moved endpoint [2001:db8:0:0:0:0:0:3]:51820 persistent-keepalive 25"
                + " allowed-ips 198.18.0.3/32");
  }

  @Test
  void aDeviceIsBegunOnceItHasItsKeyAndPort() throws TunnelException {
    assertThat(tunnel().isBegun(ShownTunnel.parse(DUMP))).isTrue();
    assertThat(tunnel().isBegun(ShownTunnel.parse("(none)\t(none)\t0\toff\n"))).isFalse();
    assertThatThrownBy(() -> ShownTunnel.parse("Unable to access interface: no such device"))
        .isInstanceOf(TunnelException.class);
  }
}
