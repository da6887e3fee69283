package io.jswarm.raftstore.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.grpc.GrpcUtil;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftConfiguration;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.thirdparty.io.grpc.Server;
import org.apache.ratis.thirdparty.io.grpc.netty.NettyServerBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A leader in term 5 with 70 entries committed, and members that say which term they are in. */
class ConfirmationTest {
  private static final long TERM = 5;
  private static final long COMMITTED = 70;
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(500);

  @TempDir Path directory;
  private RatisLab lab;
  private ReadChannels channels;
  private final Group group = new Group(RaftGroupId.randomId());
  private final List<Server> servers = new ArrayList<>();
  private volatile boolean leads = true;

  @BeforeEach
  void open() {
    lab = new RatisLab(directory, RatisLogTest.EAGER);
    channels = new ReadChannels(lab.tls("v1"));
  }

  @AfterEach
  void close() {
    channels.close();
    servers.forEach(Server::shutdownNow);
    lab.close();
  }

  @Test
  void aMajorityInNoLaterTermConfirmsWhatWasCommitted() throws Exception {
    voter("v2", TERM);
    voter("v3", TERM + 1);
    assertThat(ask(List.of("v1", "v2", "v3"), List.of(), LIMIT)).isEqualTo(COMMITTED);
  }

  @Test
  void aMemberThatIsBehindConfirmsToo() throws Exception {
    voter("v2", TERM - 3);
    voter("v3", TERM + 1);
    assertThat(ask(List.of("v1", "v2", "v3"), List.of(), LIMIT)).isEqualTo(COMMITTED);
  }

  @Test
  void aMajorityInALaterTermDoesNot() throws Exception {
    voter("v2", TERM + 1);
    voter("v3", TERM + 2);
    assertUnconfirmed(List.of("v1", "v2", "v3"), List.of(), LIMIT);
  }

  @Test
  void neitherDoesSilence() throws Exception {
    silent("v2");
    silent("v3");
    assertUnconfirmed(List.of("v1", "v2", "v3"), List.of(), SHORT);
  }

  @Test
  void oneSilentMemberHoldsUpNobody() throws Exception {
    silent("v2");
    voter("v3", TERM);
    assertThat(ask(List.of("v1", "v2", "v3"), List.of(), LIMIT)).isEqualTo(COMMITTED);
  }

  @Test
  void whileMembersChangeBothMajoritiesAreNeeded() throws Exception {
    voter("v2", TERM);
    voter("v3", TERM);
    voter("v4", TERM + 1);
    voter("v5", TERM + 1);
    assertUnconfirmed(List.of("v1", "v2", "v3"), List.of("v1", "v4", "v5"), LIMIT);
    assertThat(ask(List.of("v1", "v2", "v3"), List.of("v1", "v2", "v4"), LIMIT))
        .isEqualTo(COMMITTED);
  }

  @Test
  void aLeaderThatIsOneNoLongerIsNotConfirmed() throws Exception {
    serve(
        "v2",
        () -> {
          leads = false;
          return TERM;
        });
    assertUnconfirmed(List.of("v1", "v2", "v3"), List.of(), SHORT);
    assertUnconfirmed(List.of("v1"), List.of(), SHORT);
  }

  @Test
  void theOnlyMemberConfirmsItself() throws Exception {
    assertThat(ask(List.of("v1"), List.of(), LIMIT)).isEqualTo(COMMITTED);
  }

  private void assertUnconfirmed(List<String> members, List<String> former, Duration limit) {
    assertThatThrownBy(() -> ask(members, former, limit))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(Unconfirmed.class);
  }

  private long ask(List<String> members, List<String> former, Duration limit) throws Exception {
    return Confirmation.begin(server(members, former), group, channels, limit)
        .get(30, TimeUnit.SECONDS);
  }

  private void voter(String id, long term) throws IOException {
    serve(id, () -> term);
  }

  /** Takes questions and never answers. */
  private void silent(String id) throws IOException {
    serve(id, () -> null);
  }

  private interface Term {
    @Nullable Long of();
  }

  private void serve(String id, Term term) throws IOException {
    ReadCalls.Answering answering =
        (number, _) -> {
          @Nullable Long is = term.of();
          if (is != null) {
            number.accept(is);
          }
        };
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sslContext(GrpcUtil.buildSslContextForServer(lab.tls(id).toRatis()))
            .addService(ReadCalls.service(answering, answering))
            .build()
            .start();
    servers.add(server);
    PeerResolver.learn(id, "127.0.0.1:" + server.getPort());
  }

  private RaftServer server(List<String> members, List<String> former) {
    DivisionInfo info =
        as(
            DivisionInfo.class,
            Map.of(
                "isLeader", () -> leads,
                "isLeaderReady", () -> leads,
                "getCurrentTerm", () -> TERM));
    RaftConfiguration configuration =
        as(
            RaftConfiguration.class,
            Map.of(
                "getCurrentPeers", () -> peers(members),
                "getPreviousPeers", () -> peers(former)));
    RaftLog log = as(RaftLog.class, Map.of("getLastCommittedIndex", () -> COMMITTED));
    RaftServer.Division division =
        as(
            RaftServer.Division.class,
            Map.of(
                "getId", () -> RaftPeerId.valueOf("v1"),
                "getInfo", () -> info,
                "getRaftConf", () -> configuration,
                "getRaftLog", () -> log));
    return as(RaftServer.class, Map.of("getDivision", () -> division));
  }

  private static List<RaftPeer> peers(List<String> ids) {
    return ids.stream().map(RatisLog::peer).toList();
  }

  private interface Answer {
    Object give();
  }

  /** An object of one of Ratis' interfaces that knows these answers and no others. */
  private static <T> T as(Class<T> type, Map<String, Answer> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, _) -> {
              Answer answer = answers.get(method.getName());
              if (answer == null) {
                throw new UnsupportedOperationException(method.getName());
              }
              return answer.give();
            }));
  }
}
