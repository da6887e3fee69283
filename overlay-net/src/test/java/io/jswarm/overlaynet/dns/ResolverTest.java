package io.jswarm.overlaynet.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.rpc.NetworkFact.Backend;
import io.jswarm.api.rpc.NetworkFact.Endpoint;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResolverTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final int SERVER_FAILURE = 2;
  private static final int NO_SUCH_NAME = 3;

  /** Few enough for the socket to hold them all: what it drops proves nothing. */
  private static final int RUBBISH = 100;

  private final Names names = new Names();
  private final Resolver resolver = new Resolver(names, Path.of("/nonexistent/resolv.conf"));
  private InetSocketAddress at = new InetSocketAddress(LOOPBACK, 0);

  @BeforeEach
  void listens() throws IOException {
    Endpoint endpoint = new Endpoint("n", List.of("10.1.0.2"), List.of());
    names.put(new Backend("t", "web", "node", 1, "web.1.t", false, List.of(endpoint)));
    resolver.listen(
        "lo",
        _ -> {
          Sockets sockets = bound();
          at = (InetSocketAddress) sockets.udp().getLocalAddress();
          return sockets;
        });
    resolver.admit("lo", Map.of(LOOPBACK, new Asker(List.of("n"), List.of())));
  }

  /** The same port for both, which the kernel picks for one of them. */
  private static Sockets bound() throws IOException {
    int port;
    try (DatagramSocket probe = new DatagramSocket(0, LOOPBACK)) {
      port = probe.getLocalPort();
    }
    return Sockets.open(new InetSocketAddress(LOOPBACK, port));
  }

  @AfterEach
  void closes() {
    resolver.close();
  }

  @Test
  void answersOverUdpAndTcp() throws IOException {
    assertThat(Questions.answers(byUdp(Questions.bytes("web.1.t", Query.A)))).isEqualTo(1);
    assertThat(Questions.answers(byTcp(Questions.bytes("web.1.t", Query.A)))).isEqualTo(1);
  }

  @Test
  void withoutOtherServersASingleLabelIsNoNameAndTheRestFails() throws IOException {
    assertThat(Questions.code(byUdp(Questions.bytes("nowhere", Query.A)))).isEqualTo(NO_SUCH_NAME);
    assertThat(Questions.code(byUdp(Questions.bytes("example.org", Query.A))))
        .isEqualTo(SERVER_FAILURE);
  }

  @Test
  void goesOnAfterWhateverItIsSent() throws IOException {
    Random random = new Random(7);
    try (DatagramSocket socket = new DatagramSocket()) {
      for (int i = 0; i < RUBBISH; i++) {
        byte[] rubbish = new byte[random.nextInt(600)];
        random.nextBytes(rubbish);
        socket.send(new DatagramPacket(rubbish, rubbish.length, at));
      }
    }
    try (Socket socket = new Socket(at.getAddress(), at.getPort())) {
      socket.getOutputStream().write(new byte[] {0, 3, 1, 2, 3});
      assertThat(socket.isConnected()).isTrue();
    }
    assertThat(Questions.answers(byUdp(Questions.bytes("web.1.t", Query.A)))).isEqualTo(1);
  }

  private byte[] byUdp(byte[] question) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(20_000);
      socket.send(new DatagramPacket(question, question.length, at));
      DatagramPacket reply = new DatagramPacket(new byte[2048], 2048);
      socket.receive(reply);
      return Arrays.copyOf(reply.getData(), reply.getLength());
    }
  }

  private byte[] byTcp(byte[] question) throws IOException {
    try (Socket socket = new Socket(at.getAddress(), at.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(Frames.framed(question));
      return Frames.read(new DataInputStream(socket.getInputStream()));
    }
  }
}
