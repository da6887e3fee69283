package io.jswarm.overlaynet.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.overlaynet.dns.Forwarder.Transport;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForwarderTest {
  private static final int ANSWER = 0x8180;
  private static final int REFUSAL = 0x8185;

  private final byte[] question = Questions.bytes("example.org", Query.A);

  @Test
  void passesTheAnswerOnUnderTheNumberOfTheQuestion() throws IOException {
    try (DatagramSocket server = server(ANSWER)) {
      byte[] answer = ask(List.of(address(server))).orElseThrow();
      assertThat(Questions.flags(answer)).isEqualTo(ANSWER);
      assertThat(ByteBuffer.wrap(answer).getShort()).isEqualTo((short) Questions.ID);
    }
  }

  @Test
  void asksTheNextServerWhenOneRefusesOrIsNotThere() throws IOException {
    try (DatagramSocket refusing = server(REFUSAL);
        DatagramSocket server = server(ANSWER)) {
      List<InetSocketAddress> servers = List.of(address(refusing), gone(), address(server));
      assertThat(Questions.flags(ask(servers).orElseThrow())).isEqualTo(ANSWER);
    }
  }

  @Test
  void aRefusalIsPassedOnWhenNobodySaysBetter() throws IOException {
    try (DatagramSocket refusing = server(REFUSAL)) {
      assertThat(Questions.flags(ask(List.of(address(refusing))).orElseThrow())).isEqualTo(REFUSAL);
    }
  }

  @Test
  void withoutServersNobodyAnswers() {
    assertThat(ask(List.of())).isEmpty();
  }

  @Test
  void theHostsServersAreThoseOfItsResolvConf() {
    assertThat(
            HostServers.parse(
                List.of(
                    "# of the host",
                    "search example.org",
                    "nameserver 10.0.0.53",
                    "nameserver\t2001:db8::53",
                    "nameserver 169.254.1.1",
                    "nameserver not-an-address")))
        .containsExactly(InetAddress.ofLiteral("10.0.0.53"), InetAddress.ofLiteral("2001:db8::53"));
  }

  private Optional<byte[]> ask(List<InetSocketAddress> servers) {
    return new Forwarder().ask(question, servers, Transport.UDP);
  }

  private static InetSocketAddress address(DatagramSocket socket) {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /** Where nobody listens any more. */
  private static InetSocketAddress gone() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return address(socket);
    }
  }

  /** Answers every question with these flags, and nothing else, until it is closed. */
  private static DatagramSocket server(int flags) throws IOException {
    DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(() -> {
      DatagramPacket packet = new DatagramPacket(new byte[512], 512);
      try {
        while (true) {
          packet.setLength(512);
          socket.receive(packet);
          ByteBuffer.wrap(packet.getData()).putShort(2, (short) flags);
          socket.send(packet);
        }
      } catch (IOException _) {
        // closed: the test has ended
      }
    });
    return socket;
  }
}
