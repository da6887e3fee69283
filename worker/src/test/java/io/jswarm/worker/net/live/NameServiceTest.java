package io.jswarm.worker.net.live;

import static io.jswarm.worker.net.live.Site.on;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Block;
import io.jswarm.api.rpc.NetworkFact.Front;
import io.jswarm.api.rpc.NetworkFact.Name;
import io.jswarm.api.rpc.NetworkFact.Peer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real containers are told by the name server of their node. */
final class NameServiceTest {
  private static final InetAddress VIP = InetAddress.ofLiteral("10.1.255.1");
  private static final int PATIENCE_MILLIS = 5000;

  @TempDir private Path directory;
  private Mesh mesh;

  @BeforeEach
  void aServiceOnOneOfTwoNetworks() throws Exception {
    mesh = new Mesh(directory);
    mesh.hear(
        List.of(
            new Peer("node1", "h1", "10.99.0.1", ""),
            new Peer("node2", "h2", "10.99.0.2", ""),
            new Peer("node3", "h3", "10.99.0.3", ""),
            Site.network(NetworkFact.FABRIC, 1, "100.64.0.0/10"),
            new Block(NetworkFact.FABRIC, "100.64.1.0/24", "node1"),
            Site.network("net", 4097, "10.1.0.0/16"),
            new Block("net", "10.1.1.0/24", "node1"),
            Site.network("lone", 4098, "10.1.0.0/16"),
            new Block("lone", "10.1.1.0/24", "node1"),
            new Front(
                "web",
                "web",
                List.of(new Name("net", List.of(VIP.getHostAddress()), List.of())),
                List.of())));
    mesh.run(1, "c1", on("net", "10.1.1.2/16"), on(NetworkFact.FABRIC, "100.64.1.2/10"));
    mesh.run(1, "inside", on("net", "10.1.1.3/16"));
    mesh.run(1, "stranger", on("lone", "10.1.1.2/16"));
  }

  @AfterEach
  void removeAll() throws IOException {
    mesh.close();
  }

  @Test
  void namesOfTheOwnNetworksAreAnsweredWithAWayOutAndWithout() throws IOException {
    assertThat(ask("c1", "web")).isEqualTo(VIP);
    assertThat(ask("inside", "WEB")).isEqualTo(VIP);
  }

  @Test
  void whoHasTheSameAddressOnAnotherNetworkIsNotTold() throws IOException {
    assertThat(ask("stranger", "web")).isEqualTo(InetAddress.ofLiteral("0.0.0.0"));
  }

  @Test
  void namesSurviveADaemonThatStartsAgainWithoutManagers() throws Exception {
    mesh.restart(
        1,
        List.of(Mesh.containerId("c1"), Mesh.containerId("inside"), Mesh.containerId("stranger")));
    assertThat(ask("inside", "web")).isEqualTo(VIP);
    assertThat(ask("c1", "web")).isEqualTo(VIP);
  }

  /** The one address of a name; 0.0.0.0 when the answer has none. */
  private InetAddress ask(String container, String name) throws IOException {
    ByteBuffer question = ByteBuffer.allocate(64);
    question.putShort((short) 7).putShort((short) 0x0100).putShort((short) 1);
    question.putInt(0).putShort((short) 0).put((byte) name.length());
    question.put(name.getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
    question.putShort((short) 1).putShort((short) 1).flip();
    try (DatagramChannel channel = mesh.in(container).call(_ -> DatagramChannel.open())) {
      channel.connect(new InetSocketAddress("169.254.1.1", 53));
      channel.socket().setSoTimeout(PATIENCE_MILLIS);
      channel.write(question);
      DatagramPacket packet = new DatagramPacket(new byte[512], 512);
      channel.socket().receive(packet);
      return answer(Arrays.copyOf(packet.getData(), packet.getLength()));
    }
  }

  private static InetAddress answer(byte[] message) throws IOException {
    int answers = Short.toUnsignedInt(ByteBuffer.wrap(message).getShort(6));
    return answers == 0
        ? InetAddress.ofLiteral("0.0.0.0")
        : InetAddress.getByAddress(Arrays.copyOfRange(message, message.length - 4, message.length));
  }
}
