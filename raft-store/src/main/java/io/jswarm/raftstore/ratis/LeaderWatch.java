package io.jswarm.raftstore.ratis;

import io.jswarm.raftstore.log.LogStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.ratis.proto.RaftProtos.RaftGroupIdProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.thirdparty.io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.apache.ratis.thirdparty.io.grpc.ServerCallHandler;
import org.apache.ratis.thirdparty.io.grpc.ServerInterceptor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a leader whose process is gone from one that is slow. Ratis judges by silence alone, which
 * must be long enough for a busy machine and is counted from a random moment: 0.3 to 1.6 s pass.
 * But when the leader's stream of entries has ended <em>and</em> its port refuses connections,
 * nobody is there to wait for. A follower that sees both twice asks for votes, one follower after
 * the other so that votes are not split. It asks as one to whom the leader hands over does: at once
 * for the next term, in which a vote does not depend on when the voter heard a leader last. It
 * takes part in safety no more than an election timeout does: who is elected is Raft's business.
 */
final class LeaderWatch implements ServerInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger(LeaderWatch.class);

  /** The same that managers trace the later steps of a fail-over with. */
  private static final Logger TRACE = LoggerFactory.getLogger("failover");

  private static final String APPEND = "/appendEntries";
  private static final long LOOK_AGAIN_MILLIS = 10;

  /** For each follower that comes before this one: time for an election on a busy machine. */
  private static final Duration TURN = Duration.ofMillis(500);

  /** Between two looks at a port that refuses, of which both count. */
  private static final Duration SECOND_LOOK = Duration.ofMillis(50);

  /** Silence after which a leader whose port still answers is left to the election timeout. */
  private static final Duration CLOSING_MAX = Duration.ofSeconds(5);

  /** What a leader said before its stream ended is heard this much later at most. */
  private static final Duration UNDER_WAY = Duration.ofMillis(100);

  private final AddressBook addresses;
  private final AtomicBoolean examining = new AtomicBoolean();
  private final RunningServer running;

  LeaderWatch(RunningServer running, AddressBook addresses) {
    this.running = running;
    this.addresses = addresses;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    ServerCall.Listener<Q> listener = next.startCall(call, headers);
    if (!call.getMethodDescriptor().getFullMethodName().endsWith(APPEND)) {
      return listener;
    }
    return new SimpleForwardingServerCallListener<>(listener) {
      @Override
      public void onCancel() {
        super.onCancel();
        streamEnded();
      }

      @Override
      public void onComplete() {
        super.onComplete();
        streamEnded();
      }
    };
  }

  private void streamEnded() {
    RunningServer.Member member = running.member().orElse(null);
    if (member != null && examining.compareAndSet(false, true)) {
      long endedNanos = System.nanoTime();
      Thread.ofVirtual().name("leader-watch").start(() -> examine(member, endedNanos));
    }
  }

  private void examine(RunningServer.Member member, long endedNanos) {
    try {
      examine(member.server(), member.group(), endedNanos);
    } catch (IOException closing) {
      LOG.debug("the log is closing: {}", closing.toString());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      examining.set(false);
    }
  }

  /** A server that closes ends its streams first and its port later, so one look is not enough. */
  private void examine(RaftServer server, Group of, long endedNanos)
      throws IOException, InterruptedException {
    LogStatus status = StatusView.of(server, of);
    String leader = status.leaderId();
    Duration patience = SECOND_LOOK.plus(TURN.multipliedBy(place(server, of, leader)));
    boolean gone = false;
    long goneNanos = 0;
    while (isFollowerOf(leader, status)) {
      Duration silent = silenceOf(leader, status);
      if (!gone && isGone(leader)) {
        gone = true;
        goneNanos = System.nanoTime();
        TRACE.info("failover step=leader-gone after_ms={} leader={}", silent.toMillis(), leader);
      }
      if (!gone && (speaksAgain(silent, endedNanos) || silent.compareTo(CLOSING_MAX) > 0)) {
        return;
      }
      if (gone && System.nanoTime() - goneNanos >= patience.toNanos()) {
        if (isGone(leader)) {
          askForVotes(server, of, leader, silent);
        }
        return;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
      status = StatusView.of(server, of);
    }
  }

  private static boolean speaksAgain(Duration silent, long endedNanos) {
    Duration sinceTheEnd = Duration.ofNanos(System.nanoTime() - endedNanos);
    return silent.plus(UNDER_WAY).compareTo(sinceTheEnd) < 0;
  }

  private static boolean isFollowerOf(@Nullable String leader, LogStatus status) {
    return leader != null
        && status.role() == LogStatus.Role.FOLLOWER
        && leader.equals(status.leaderId());
  }

  private boolean isGone(@Nullable String leader) {
    String address = leader == null ? "" : addresses.address(leader);
    return !address.isEmpty() && Dial.of(address) == Dial.REFUSED;
  }

  private static Duration silenceOf(@Nullable String leader, LogStatus status) {
    return status.peers().stream()
        .filter(peer -> peer.memberId().equals(leader))
        .flatMap(peer -> Stream.ofNullable(peer.lastContact()))
        .findFirst()
        .orElse(Duration.ZERO);
  }

  /** How many other followers ask before this one. */
  private static long place(RaftServer running, Group of, @Nullable String leader)
      throws IOException {
    List<String> followers =
        running.getDivision(of.id()).getRaftConf().getCurrentPeers().stream()
            .map(RaftPeer::getId)
            .map(RaftPeerId::toString)
            .filter(id -> !id.equals(leader))
            .sorted()
            .toList();
    return Math.max(0, followers.indexOf(running.getId().toString()));
  }

  /** Does what a leader asks of a follower to whom it hands over; refused if it is not behind. */
  private static void askForVotes(
      RaftServer running, Group of, @Nullable String leader, Duration silent) throws IOException {
    RaftServer.Division division = running.getDivision(of.id());
    TermIndex last = division.getRaftLog().getLastEntryTermIndex();
    if (last == null || last.getTerm() != division.getInfo().getCurrentTerm()) {
      return;
    }
    var reply =
        running.startLeaderElection(
            StartLeaderElectionRequestProto.newBuilder()
                .setServerRequest(
                    RaftRpcRequestProto.newBuilder()
                        .setRequestorId(RaftPeerId.valueOf(leader).toByteString())
                        .setReplyId(running.getId().toByteString())
                        .setRaftGroupId(
                            RaftGroupIdProto.newBuilder().setId(of.id().toByteString())))
                .setLeaderLastEntry(last.toProto())
                .build());
    TRACE.info(
        "failover step=votes-asked after_ms={} leader={} begun={}",
        silent.toMillis(),
        leader,
        reply.getServerReply().getSuccess());
  }
}
