package io.jswarm.worker.agent.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AskedManagersTest {
  private static final long PATIENCE_SECONDS = 20;

  private final List<ManagedChannel> opened = new ArrayList<>();
  private final AskedManagers asked = new AskedManagers(this::open);
  private Server server;
  private String address;

  @BeforeEach
  void listen() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .build()
            .start();
    address = "127.0.0.1:" + server.getPort();
  }

  @AfterEach
  void closeAll() {
    asked.closeAll();
    opened.forEach(ManagedChannel::shutdownNow);
    server.shutdownNow();
  }

  @Test
  void aManagerThatAnsweredIsAskedAgainOnTheSameConnection() throws Exception {
    ManagedChannel channel = connected();

    asked.keep(address, channel, true);

    assertThat(asked.take(address)).isSameAs(channel);
    assertThat(opened).hasSize(1);
  }

  @Test
  void aChannelThatWasTakenIsNotGivenTwice() throws Exception {
    asked.keep(address, connected(), true);
    ManagedChannel first = asked.take(address);

    assertThat(asked.take(address)).isNotSameAs(first);
  }

  @Test
  void aConnectionWithoutAnAnswerIsTriedOnceMore() throws Exception {
    ManagedChannel channel = connected();

    asked.keep(address, channel, false);
    assertThat(asked.take(address)).isSameAs(channel);
    asked.keep(address, channel, false);

    assertThat(channel.isShutdown()).isTrue();
    assertThat(asked.take(address)).isNotSameAs(channel);
  }

  @Test
  void aManagerThatHasNotShakenHandsYetIsGivenTheTimeToDoSo() throws Exception {
    try (ServerSocket busy = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      String there = "127.0.0.1:" + busy.getLocalPort();
      ManagedChannel channel = asked.take(there);
      await(channel, ConnectivityState.CONNECTING);

      asked.keep(there, channel, false);

      assertThat(asked.take(there)).isSameAs(channel);
    }
  }

  @Test
  void aManagerThatIsGoneIsCalledAnew() throws Exception {
    ManagedChannel channel = connected();
    asked.keep(address, channel, true);
    server.shutdownNow();
    leaves(channel, ConnectivityState.READY);

    assertThat(asked.take(address)).isNotSameAs(channel);
    assertThat(channel.isShutdown()).isTrue();
  }

  @Test
  void noMoreThanSevenAreKeptAndTheOldestGoesFirst() throws Exception {
    List<ManagedChannel> channels = new ArrayList<>();
    for (int i = 0; i <= AskedManagers.KEPT_MAX; i++) {
      channels.add(connected());
    }

    for (int i = 0; i < channels.size(); i++) {
      asked.keep("manager" + i, channels.get(i), true);
    }

    assertThat(channels.getFirst().isShutdown()).isTrue();
    assertThat(channels.subList(1, channels.size())).noneMatch(ManagedChannel::isShutdown);
  }

  @Test
  void allAreClosedWhenTheSearchIsOver() throws Exception {
    ManagedChannel channel = connected();
    asked.keep(address, channel, true);

    asked.closeAll();

    assertThat(channel.isShutdown()).isTrue();
  }

  private ManagedChannel open(String to) {
    ManagedChannel channel = NettyChannelBuilder.forTarget("dns:///" + to).usePlaintext().build();
    opened.add(channel);
    return channel;
  }

  private ManagedChannel connected() throws InterruptedException {
    ManagedChannel channel = open(address);
    await(channel, ConnectivityState.READY);
    return channel;
  }

  private static void await(ManagedChannel channel, ConnectivityState wanted)
      throws InterruptedException {
    for (ConnectivityState now = channel.getState(true);
        now != wanted;
        now = channel.getState(true)) {
      leaves(channel, now);
    }
  }

  private static void leaves(ManagedChannel channel, ConnectivityState state)
      throws InterruptedException {
    CountDownLatch changed = new CountDownLatch(1);
    channel.notifyWhenStateChanged(state, changed::countDown);
    assertThat(changed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }
}
