package io.jswarm.raftstore.ratis;

import io.jswarm.raftstore.log.Barrier;
import io.jswarm.raftstore.log.LogEvents;
import io.jswarm.raftstore.log.LogMember;
import io.jswarm.raftstore.log.LogStatus;
import io.jswarm.raftstore.log.MemberChange;
import io.jswarm.raftstore.log.Outcome;
import io.jswarm.raftstore.log.ReplicatedLog;
import io.jswarm.raftstore.log.ReplicatedState;
import java.io.IOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.ratis.io.CorruptedFileException;
import org.apache.ratis.protocol.RaftClientAsynchronousProtocol;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.exceptions.ChecksumException;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The replicated log on Apache Ratis: one Raft server of one group. Entries are forced to disk by a
 * quorum before they count as committed.
 */
public final class RatisLog implements ReplicatedLog {
  private static final Logger LOG = LoggerFactory.getLogger(RatisLog.class);

  private static final int START_ATTEMPTS = 3;

  /** Pause between two looks for a leader: a small part of an election. */
  private static final long BARRIER_RETRY_MILLIS = 25;

  private final RaftServer server;
  private final Group group;
  private final RaftStateMachine machine;
  private final EventQueue events;
  private final Neighbours neighbours;
  private final CommitNews news;
  private final MembershipChanges changes;
  private final Proposals proposals;
  private final DiskWatch disk;
  private final ReadIndex reads;
  private volatile boolean closed;

  /** What stands beside the server and the state machine. */
  private record Beside(EventQueue events, Neighbours neighbours, CommitNews news) {}

  /** What watches the other members, and where they are. */
  private record Neighbours(RunningServer running, Revival revival, AddressBook addresses) {
    void close() {
      running.end();
      revival.close();
    }
  }

  private RatisLog(
      RaftServer server, ReadIndex reads, RaftStateMachine machine, Beside beside, Path directory) {
    this.server = server;
    this.group = reads.group();
    this.reads = reads;
    this.machine = machine;
    this.events = beside.events;
    this.neighbours = beside.neighbours;
    this.news = beside.news;
    this.proposals = new Proposals(news);
    this.changes = new MembershipChanges(server, group, neighbours.addresses());
    this.disk =
        new DiskWatch(
            directory,
            new FlushLag(server, group, proposals),
            new Abdication(server, group, changes),
            trouble -> events.tell(to -> to.diskTrouble(trouble)));
  }

  /**
   * Starts a member: restores the newest snapshot, opens the port, takes part. Blocks until then;
   * entries are applied and events told from now on, also before this returns.
   *
   * @throws LogDamaged when what is on disk has lost what may have been acknowledged
   * @throws IOException when the directory or the port cannot be used
   */
  public static RatisLog start(RatisConfig config, ReplicatedState state, LogEvents listener)
      throws IOException {
    PeerTls.requireNoTickets();
    Files.createDirectories(config.directory());
    AddressBook addresses = new AddressBook(config.directory().resolve("addresses"));
    addresses.learn(List.of(config.self()));
    Inspection.mend(
        RatisSettings.storage(config).resolve(groupId(config.clusterId()).getUuid().toString()));
    for (int attempt = 1; ; attempt++) {
      try {
        return startOnce(config, state, listener, addresses);
      } catch (IOException e) {
        if (attempt == START_ATTEMPTS || !isPortTaken(e)) {
          throw e;
        }
      }
    }
  }

  private static RatisLog startOnce(
      RatisConfig config, ReplicatedState state, LogEvents listener, AddressBook addresses)
      throws IOException {
    String self = config.self().id();
    EventQueue events = new EventQueue(self, listener);
    SnapshotStore snapshots =
        new SnapshotStore(
            config.directory().resolve("scratch"), state, config.tuning().snapshots());
    RaftStateMachine machine = new RaftStateMachine(self, state, events, addresses, snapshots);
    RaftGroupId id = groupId(config.clusterId());
    CommitNews news = new CommitNews(self);
    Group group = new Group(id);
    ReadIndex reads = new ReadIndex(config.tls(), group, machine.applied(), news);
    RunningServer running = new RunningServer();
    LeaderWatch watch = new LeaderWatch(running, addresses);
    AppendWatch appends =
        new AppendWatch(running, stalled -> events.tell(to -> to.failed(stalled)));
    RaftServer server =
        RaftServer.newBuilder()
            .setServerId(peer(self).getId())
            .setGroup(RaftGroup.valueOf(id, firstPeers(config)))
            .setProperties(RatisSettings.properties(config))
            .setParameters(
                RatisSettings.parameters(config.tls(), news, reads, List.of(watch, appends)))
            .setStateMachine(machine)
            // the default would wipe the directory
            .setOption(RaftStorage.StartupOption.RECOVER)
            .build();
    reads.begin(server);
    Neighbours neighbours =
        new Neighbours(running, Revival.of(server, group, addresses), addresses);
    RatisLog log =
        new RatisLog(
            server, reads, machine, new Beside(events, neighbours, news), config.directory());
    try {
      server.start();
      log.disk.start();
      running.begin(server, group);
      return log;
    } catch (IOException | RuntimeException e) {
      log.close();
      if (isDamage(e)) {
        throw new LogDamaged(config.directory(), e);
      }
      throw e;
    }
  }

  /** Ratis says it in three ways: by the checksum, by the form, and by missing entries. */
  private static boolean isDamage(Throwable failure) {
    return causes(failure)
        .anyMatch(cause ->
            cause instanceof ChecksumException
                || cause instanceof CorruptedFileException
                || String.valueOf(cause.getMessage()).startsWith("Failed to read segment file"));
  }

  /** The ports on loopback are looked up before they are used: somebody else may be faster. */
  private static boolean isPortTaken(Throwable failure) {
    return causes(failure).anyMatch(BindException.class::isInstance);
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }

  private static RaftGroupId groupId(String clusterId) {
    return RaftGroupId.valueOf(
        UUID.nameUUIDFromBytes(("jswarm " + clusterId).getBytes(StandardCharsets.UTF_8)));
  }

  private static List<RaftPeer> firstPeers(RatisConfig config) {
    return switch (config.start()) {
      case FOUND -> List.of(peer(config.self().id()));
      case JOIN -> List.of();
    };
  }

  static RaftPeer peer(String memberId) {
    return RaftPeer.newBuilder().setId(memberId).setAddress(PeerResolver.nameOf(memberId)).build();
  }

  @Override
  public void propose(byte[] entry, Consumer<Outcome> told) {
    if (entry.length > MAX_ENTRY_BYTES) {
      throw new IllegalArgumentException(
          "an entry has at most %d bytes, not %d".formatted(MAX_ENTRY_BYTES, entry.length));
    }
    if (closed || !leads()) {
      told.accept(new Outcome.NotAppended("this member is not the leader"));
      return;
    }
    long call = group.nextCall();
    proposals.add(call, told);
    RaftClientRequest request =
        group.request(server, call, RaftClientRequest.writeRequestType(), entry);
    var _ =
        submit(request)
            .whenComplete(
                (reply, failure) -> proposals.answer(call, Replies.outcome(reply, failure)));
  }

  /** Past the server to its division: the server would hand it to another thread and wait. */
  private CompletableFuture<RaftClientReply> submit(RaftClientRequest request) {
    try {
      return server.getDivision(group.id()) instanceof RaftClientAsynchronousProtocol division
          ? division.submitClientRequestAsync(request)
          : server.submitClientRequestAsync(request);
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public void hasten() {
    news.hasten();
  }

  private boolean leads() {
    try {
      return server.getDivision(group.id()).getInfo().isLeader();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void readBarrier(Duration timeout, Consumer<Barrier> told) {
    Thread.ofVirtual().name("read-barrier").start(() -> told.accept(awaitBarrier(timeout)));
  }

  private Barrier awaitBarrier(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    Barrier answer = new Barrier.NoLeader("no time was given");
    try {
      while (System.nanoTime() - deadline < 0) {
        if (closed) {
          return new Barrier.NoLeader("the log is closed");
        }
        answer = reads.tryOnce(deadline);
        if (answer instanceof Barrier.Reached) {
          return answer;
        }
        Thread.sleep(BARRIER_RETRY_MILLIS);
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Barrier.NoLeader("interrupted");
    }
  }

  @Override
  public void addMember(LogMember member, Consumer<MemberChange> told) {
    changes.add(member, told);
  }

  @Override
  public void removeMember(String memberId, Consumer<MemberChange> told) {
    changes.remove(memberId, told);
  }

  @Override
  public void transferLeadership(String toMemberId, Consumer<MemberChange> told) {
    changes.transfer(toMemberId, told);
  }

  @Override
  public void learnAddresses(List<LogMember> members) {
    try {
      neighbours.addresses().learn(members);
    } catch (IOException e) {
      LOG.error("addresses of members are known now but not kept over a restart", e);
    }
  }

  /**
   * Drops the connections to all other members, so that new ones are made with the certificates of
   * now. Returns at once.
   */
  public void reconnect() {
    Reconnect.all(server, group);
    reads.reconnect();
  }

  /** What carries the log, for tests that speak to it as other members do. */
  RaftServer server() {
    return server;
  }

  @Override
  public LogStatus status() {
    return StatusView.of(server, group);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    machine.closing();
    disk.close();
    reads.close();
    neighbours.close();
    try {
      server.close();
    } catch (IOException e) {
      LOG.warn("closing the log: {}", e.toString());
    }
    news.close();
    machine.closed();
    proposals.answerAll(new Outcome.Unknown("the log was closed"));
    events.close();
  }
}
