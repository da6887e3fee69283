package io.jswarm.overlaynet.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.overlaynet.state.Prefix;
import io.jswarm.overlaynet.state.Route;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConntrackTest {
  private static final int TCP = 6;
  private static final int UDP = 17;

  /** More than are listed all at once. */
  private static final int MANY = 600;

  private static final InetAddress VIRTUAL = InetAddress.ofLiteral("10.9.0.1");
  private static final InetAddress BACKEND = InetAddress.ofLiteral("127.0.0.2");

  @TempDir private Path directory;
  private Sandboxes sandboxes;
  private NetNamespace namespace;

  @BeforeEach
  void aVirtualAddressLedToOneOnLoopback() throws IOException {
    sandboxes = new Sandboxes(directory);
    namespace = sandboxes.create("flows");
    namespace.run(stack -> {
      stack.put(
          new Route(Prefix.parse("10.9.0.0/16"), new Route.Here("lo"), Route.LOCAL, Route.METRIC));
      stack
          .nft()
          .run(
              """
              add table ip jswarm
              add chain ip jswarm out { type nat hook output priority -100; }
              add rule ip jswarm out ip daddr 10.9.0.1 dnat to 127.0.0.2
              """);
    });
  }

  @AfterEach
  void removeAll() throws IOException {
    sandboxes.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 30})
  void theFlowsOfABackendAreListedAndCutAndThoseOfOthersStay(int more) throws IOException {
    Set<InetAddress> gone = new HashSet<>(Set.of(BACKEND));
    for (int i = 0; i < more; i++) {
      gone.add(InetAddress.ofLiteral("127.0.1." + i));
    }
    try (DatagramChannel client =
        namespace.call(_ -> DatagramChannel.open(StandardProtocolFamily.INET))) {
      client.send(ByteBuffer.wrap(new byte[1]), new InetSocketAddress(VIRTUAL, 5353));
      client.send(ByteBuffer.wrap(new byte[1]), new InetSocketAddress("127.0.0.3", 5353));

      assertThat(servedBy(BACKEND))
          .singleElement()
          .satisfies(flow -> {
            assertThat(flow.protocol()).isEqualTo(UDP);
            assertThat(flow.asked()).isEqualTo(new Flow.End(VIRTUAL, 5353));
            assertThat(flow.served()).isEqualTo(new Flow.End(BACKEND, 5353));
          });
      cut(gone);
      assertThat(servedBy(BACKEND)).isEmpty();
      assertThat(servedBy(InetAddress.ofLiteral("127.0.0.3"))).hasSize(1);
    }
  }

  @Test
  void theyAreFoundAmongMany() throws IOException {
    try (DatagramChannel client =
        namespace.call(_ -> DatagramChannel.open(StandardProtocolFamily.INET))) {
      for (int i = 0; i < MANY; i++) {
        client.send(ByteBuffer.wrap(new byte[1]), new InetSocketAddress("127.0.0.3", 10_000 + i));
      }
      client.send(ByteBuffer.wrap(new byte[1]), new InetSocketAddress(VIRTUAL, 5353));

      cut(Set.of(BACKEND));
      assertThat(servedBy(BACKEND)).isEmpty();
      assertThat(servedBy(InetAddress.ofLiteral("127.0.0.3"))).hasSize(MANY);
    }
  }

  @Test
  void withoutConnectionsNothingIsFound() throws IOException {
    assertThat(servedBy(BACKEND)).isEmpty();
    cut(Set.of(BACKEND));
    assertThat(servedBy(BACKEND)).isEmpty();
  }

  @Test
  void anEstablishedConnectionMayBeSilentForDays() throws IOException {
    try (ServerSocketChannel server = namespace.call(_ -> bound());
        SocketChannel client =
            namespace.call(_ -> SocketChannel.open(new InetSocketAddress(VIRTUAL, 8080)));
        SocketChannel accepted = server.accept()) {
      assertThat(accepted.isConnected()).isTrue();
      assertThat(client.isConnected()).isTrue();
      assertThat(servedBy(BACKEND))
          .singleElement()
          .satisfies(flow -> {
            assertThat(flow.protocol()).isEqualTo(TCP);
            assertThat(flow.left()).isGreaterThan(Duration.ofDays(4));
          });
    }
  }

  private void cut(Set<InetAddress> addresses) throws IOException {
    try (Conntrack connections = namespace.call(_ -> Conntrack.open())) {
      connections.cut(addresses);
    }
  }

  private List<Flow> servedBy(InetAddress address) throws IOException {
    try (Conntrack connections = namespace.call(_ -> Conntrack.open())) {
      return connections.servedBy(address);
    }
  }

  private static ServerSocketChannel bound() throws IOException {
    return ServerSocketChannel.open(StandardProtocolFamily.INET)
        .bind(new InetSocketAddress(BACKEND, 8080));
  }
}
