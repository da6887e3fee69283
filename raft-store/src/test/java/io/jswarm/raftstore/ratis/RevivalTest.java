package io.jswarm.raftstore.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.raftstore.log.LogMember;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members to whom a connection has failed are dialled until somebody answers. */
class RevivalTest {
  private static final long PATIENCE_SECONDS = 30;

  @TempDir Path directory;
  private final BlockingQueue<String> back = new LinkedBlockingQueue<>();
  private AddressBook addresses;

  @BeforeEach
  void openAddressBook() throws IOException {
    addresses = new AddressBook(directory.resolve("addresses"));
  }

  @Test
  void tellsOfAMemberThatAnswersAgain() throws Exception {
    int port = RatisLab.freePort();
    learn("away", port);
    BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    try (Revival _ = new Revival("self", addresses, id -> isMember(id, asked), back::add)) {
      PeerResolver.failed("away");
      assertThat(next(asked)).isEqualTo("away"); // and was dialled before it is asked about again
      assertThat(next(asked)).isEqualTo("away");
      assertThat(back).isEmpty();
      try (ServerSocket _ = listen(port)) {
        assertThat(next(back)).isEqualTo("away");
      }
    }
  }

  @Test
  void tellsOnceForEachTimeItWasAway() throws Exception {
    int port = RatisLab.freePort();
    learn("m2", port);
    try (Revival _ = new Revival("self", addresses, _ -> true, back::add)) {
      PeerResolver.failed("m2");
      PeerResolver.failed("m2");
      try (ServerSocket _ = listen(port)) {
        assertThat(next(back)).isEqualTo("m2");
        PeerResolver.failed("m2");
        assertThat(next(back)).isEqualTo("m2");
        assertThat(back).isEmpty();
      }
    }
  }

  @Test
  void looksForNobodyWhoIsNoMemberAnyMore() throws Exception {
    try (ServerSocket there = listen(0);
        Revival _ = new Revival("self", addresses, id -> !id.equals("removed"), back::add)) {
      learn("removed", there.getLocalPort());
      learn("member", there.getLocalPort());
      PeerResolver.failed("removed");
      assertOnlyTheMemberComesBack();
    }
  }

  @Test
  void looksForNeitherItselfNorAMemberWithoutAnAddress() throws Exception {
    try (ServerSocket there = listen(0);
        Revival _ = new Revival("self", addresses, _ -> true, back::add)) {
      learn("self", there.getLocalPort());
      learn("member", there.getLocalPort());
      PeerResolver.failed("self");
      PeerResolver.failed("nowhere");
      assertOnlyTheMemberComesBack();
    }
  }

  /** By the second time, everybody else has been dialled who ever will be. */
  private void assertOnlyTheMemberComesBack() throws InterruptedException {
    for (int i = 0; i < 2; i++) {
      PeerResolver.failed("member");
      assertThat(next(back)).isEqualTo("member");
    }
    assertThat(back).isEmpty();
  }

  private static boolean isMember(String id, BlockingQueue<String> asked) {
    return asked.add(id);
  }

  private void learn(String id, int port) throws IOException {
    addresses.learn(List.of(new LogMember(id, "127.0.0.1:" + port)));
  }

  private static ServerSocket listen(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  private static String next(BlockingQueue<String> queue) throws InterruptedException {
    return String.valueOf(queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }
}
