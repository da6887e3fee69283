package io.jswarm.raftstore.ratis;

import io.jswarm.raftstore.log.LogMember;
import io.jswarm.raftstore.log.MemberChange;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.server.RaftServer;
import org.jspecify.annotations.Nullable;

/** Changes of the configuration, one at a time, each on a virtual thread. */
final class MembershipChanges {

  /** A silent newcomer is given up by Ratis after 5 s; a long log takes longer to send. */
  private static final Duration CHANGE_LIMIT = Duration.ofSeconds(20);

  /** Ratis' "ok" to an ADD was seen for a newcomer that had applied nothing. */
  private static final Duration FOLLOW_LIMIT = Duration.ofSeconds(10);

  private static final Duration TRANSFER_LIMIT = Duration.ofSeconds(3);
  private static final long POLL_MILLIS = 10;

  private final RaftServer server;
  private final Group group;
  private final AddressBook addresses;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  MembershipChanges(RaftServer server, Group group, AddressBook addresses) {
    this.server = server;
    this.group = group;
    this.addresses = addresses;
  }

  void add(LogMember member, Consumer<MemberChange> told) {
    run("add-" + member.id(), () -> addNow(member), told);
  }

  void remove(String memberId, Consumer<MemberChange> told) {
    run("remove-" + memberId, () -> removeNow(memberId), told);
  }

  void transfer(String toMemberId, Consumer<MemberChange> told) {
    run("transfer-" + toMemberId, () -> transferNow(toMemberId), told);
  }

  /** Gives up the leadership to whoever is elected; not held up by a change that is under way. */
  void stepDown(Consumer<MemberChange> told) {
    Thread.ofVirtual()
        .name("step-down")
        .start(() -> {
          try {
            told.accept(transferTo(null));
          } catch (IOException e) {
            told.accept(Replies.change(null, e));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private interface Step {
    MemberChange run() throws IOException, InterruptedException;
  }

  private void run(String name, Step step, Consumer<MemberChange> told) {
    Thread.ofVirtual().name(name).start(() -> told.accept(runAlone(step)));
  }

  private MemberChange runAlone(Step step) {
    oneAtATime.lock();
    try {
      return step.run();
    } catch (IOException e) {
      return Replies.change(null, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Replies.change(null, e);
    } finally {
      oneAtATime.unlock();
    }
  }

  private MemberChange addNow(LogMember member) throws IOException, InterruptedException {
    if (member.address().isEmpty()) {
      return new MemberChange.Refused("the address of " + member.id() + " is not known");
    }
    addresses.learn(List.of(member));
    long committed = division().getRaftLog().getLastCommittedIndex();
    MemberChange change =
        set(
            SetConfigurationRequest.Arguments.newBuilder()
                .setMode(SetConfigurationRequest.Mode.ADD)
                .setServersInNewConf(List.of(RatisLog.peer(member.id())))
                .build());
    return switch (change) {
      case MemberChange.Done _ when !follows(member.id(), committed) -> {
        removeNow(member.id());
        yield notAdded(member, "it does not follow the log");
      }
      case MemberChange.Refused(var reason) -> notAdded(member, reason);
      case MemberChange.Done _, MemberChange.Unknown _ -> change;
    };
  }

  private static MemberChange notAdded(LogMember member, String reason) {
    return new MemberChange.Refused(
        "%s at %s cannot be added: %s".formatted(member.id(), member.address(), reason));
  }

  /** Whether a new member has the entries up to an index, within the limit. */
  private boolean follows(String memberId, long index) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + FOLLOW_LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      boolean there =
          division().getCommitInfos().stream()
              .filter(info -> info.getServer().getId().toStringUtf8().equals(memberId))
              .anyMatch(info -> info.getCommitIndex() >= index);
      if (there) {
        return true;
      }
      Thread.sleep(POLL_MILLIS);
    }
    return false;
  }

  private MemberChange removeNow(String memberId) throws IOException, InterruptedException {
    if (memberId.equals(server.getId().toString())) {
      return new MemberChange.Refused(
          "the leader cannot remove itself: transfer the leadership first");
    }
    Collection<RaftPeer> current = division().getRaftConf().getAllPeers();
    List<RaftPeer> rest = new ArrayList<>(current);
    if (!rest.removeIf(peer -> peer.getId().toString().equals(memberId))) {
      return new MemberChange.Done();
    }
    return set(
        SetConfigurationRequest.Arguments.newBuilder()
            .setMode(SetConfigurationRequest.Mode.COMPARE_AND_SET)
            .setServersInCurrentConf(List.copyOf(current))
            .setServersInNewConf(rest)
            .build());
  }

  private MemberChange set(SetConfigurationRequest.Arguments arguments)
      throws IOException, InterruptedException {
    return await(
        server.setConfigurationAsync(
            new SetConfigurationRequest(
                group.client(), server.getId(), group.id(), group.nextCall(), arguments)),
        CHANGE_LIMIT);
  }

  private MemberChange transferNow(String toMemberId) throws IOException, InterruptedException {
    return transferTo(RatisLog.peer(toMemberId).getId());
  }

  /** Null is nobody in particular. */
  private MemberChange transferTo(@Nullable RaftPeerId next)
      throws IOException, InterruptedException {
    return await(
        server.transferLeadershipAsync(
            new TransferLeadershipRequest(
                group.client(),
                server.getId(),
                group.id(),
                group.nextCall(),
                next,
                TRANSFER_LIMIT.toMillis())),
        TRANSFER_LIMIT.plusSeconds(1));
  }

  private MemberChange await(CompletableFuture<RaftClientReply> change, Duration limit)
      throws InterruptedException {
    try {
      return Replies.change(change.get(limit.toMillis(), TimeUnit.MILLISECONDS), null);
    } catch (ExecutionException | TimeoutException e) {
      return Replies.change(null, e);
    }
  }

  private RaftServer.Division division() throws IOException {
    return server.getDivision(group.id());
  }
}
