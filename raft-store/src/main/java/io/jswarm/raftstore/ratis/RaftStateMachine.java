package io.jswarm.raftstore.ratis;

import io.jswarm.raftstore.log.LogMember;
import io.jswarm.raftstore.log.LogPosition;
import io.jswarm.raftstore.log.ReplicatedState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLogIOException;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.util.LifeCycle;
import org.jspecify.annotations.Nullable;

/** What Ratis calls: applies entries to the state, and sorts its notices into events. */
final class RaftStateMachine extends BaseStateMachine {
  /** Ratis' name for the file with the newest applied configuration. */
  static final String STORED_CONFIGURATION = "raft-meta.conf";

  private final String self;
  private final ReplicatedState state;
  private final EventQueue events;
  private final Leadership leadership;
  private final AddressBook addresses;
  private final SnapshotStore snapshots;
  private final AppliedIndex applied = new AppliedIndex();
  private volatile boolean closing;
  private volatile boolean wasMember;
  private volatile long newestTerm;
  private volatile long newestConfiguration = -1;

  RaftStateMachine(
      String self,
      ReplicatedState state,
      EventQueue events,
      AddressBook addresses,
      SnapshotStore snapshots) {
    this.self = self;
    this.state = state;
    this.events = events;
    this.leadership = new Leadership(self, events);
    this.addresses = addresses;
    this.snapshots = snapshots;
  }

  AppliedIndex applied() {
    return applied;
  }

  /** From now on a shutdown is our own doing, not a removal. */
  void closing() {
    closing = true;
  }

  /** Nothing is asked of this machine any more: a snapshot under way is given up. */
  void closed() {
    snapshots.abandon();
  }

  // The work is done inside the life cycle's start: pause() only works on a started machine.
  @Override
  public void initialize(RaftServer server, RaftGroupId group, RaftStorage storage)
      throws IOException {
    super.initialize(server, group, storage);
    getLifeCycle()
        .startAndTransition(
            () -> {
              snapshots.init(storage);
              restore();
              tellStoredMembers(storage);
            },
            IOException.class);
  }

  private void restore() throws IOException {
    TermIndex at = snapshots.restoreLatest();
    if (at != null) {
      setLastAppliedTermIndex(at);
      applied.reached(at.getIndex());
    }
  }

  /** Before a snapshot of the leader replaces ours; on a thread of the transport. */
  @Override
  public void pause() {
    snapshots.abandon();
    getLifeCycle().transition(LifeCycle.State.PAUSING);
    getLifeCycle().transition(LifeCycle.State.PAUSED);
  }

  /** After it; on the apply thread. */
  @Override
  public void reinitialize() throws IOException {
    try {
      restore();
    } catch (IOException | RuntimeException e) {
      events.tell(to -> to.failed(e));
      throw e;
    }
    if (getLifeCycle().getCurrentState() == LifeCycle.State.PAUSED) {
      getLifeCycle().transition(LifeCycle.State.STARTING);
      getLifeCycle().transition(LifeCycle.State.RUNNING);
    }
  }

  @Override
  public StateMachineStorage getStateMachineStorage() {
    return snapshots;
  }

  @Override
  public long takeSnapshot() {
    return snapshots.captureWhenDue(getLastAppliedTermIndex());
  }

  @Override
  public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
    LogEntryProto entry = transaction.getLogEntry();
    byte[] bytes = entry.getStateMachineLogEntry().getLogData().toByteArray();
    try {
      state.apply(new LogPosition(entry.getTerm(), entry.getIndex()), bytes);
    } catch (RuntimeException e) {
      events.tell(to -> to.failed(e));
      throw e;
    }
    updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
    applied.reached(entry.getIndex());
    snapshots.count(bytes.length);
    return CompletableFuture.completedFuture(Message.EMPTY);
  }

  /** Reached only after a linearizable read has been confirmed; there is nothing more to say. */
  @Override
  public CompletableFuture<Message> query(Message request) {
    return CompletableFuture.completedFuture(Message.EMPTY);
  }

  @Override
  public void notifyTermIndexUpdated(long term, long index) {
    updateLastAppliedTermIndex(term, index);
    applied.reached(index);
  }

  @Override
  public void notifyLeaderChanged(RaftGroupMemberId group, RaftPeerId leader) {
    leadership.leaderIs(leader.toString());
  }

  @Override
  public void notifyExtendedNoLeader(RoleInfoProto role) {
    leadership.leaderIs(null);
  }

  /** On the apply thread, while it applies the first entry of the term. */
  @Override
  public void notifyLeaderReady() {
    leadership.ready(newestTerm, this::isLeaderReady);
  }

  private boolean isLeaderReady() {
    RaftServer server = getServer().getNow(null);
    try {
      DivisionInfo info = server == null ? null : server.getDivision(getGroupId()).getInfo();
      return info != null && info.isLeaderReady();
    } catch (IOException closed) {
      return false;
    }
  }

  @Override
  public void notifyNotLeader(Collection<TransactionContext> pending) {
    leadership.over();
  }

  @Override
  public void notifyConfigurationChanged(long term, long index, RaftConfigurationProto conf) {
    newestTerm = term;
    // older ones come by again when the log is replayed; one with old peers is only a passage
    if (index > newestConfiguration && conf.getOldPeersCount() == 0) {
      newestConfiguration = index;
      tellMembers(conf);
    }
  }

  /** The configuration on disk: its entry may have been purged, and then is never applied again. */
  private void tellStoredMembers(RaftStorage storage) throws IOException {
    Path file = storage.getStorageDir().getCurrentDir().toPath().resolve(STORED_CONFIGURATION);
    if (Files.exists(file)) {
      LogEntryProto stored = LogEntryProto.parseFrom(Files.readAllBytes(file));
      newestConfiguration = stored.getIndex();
      tellMembers(stored.getConfigurationEntry());
    }
  }

  private void tellMembers(RaftConfigurationProto conf) {
    List<LogMember> members =
        conf.getPeersList().stream()
            .map(RaftStateMachine::id)
            .map(id -> new LogMember(id, addresses.address(id)))
            .sorted(Comparator.comparing(LogMember::id))
            .toList();
    events.tell(to -> to.membersChanged(members));
    if (members.stream().anyMatch(member -> member.id().equals(self))) {
      wasMember = true;
    } else if (wasMember) {
      wasMember = false;
      removed();
    }
  }

  private static String id(RaftPeerProto peer) {
    return peer.getId().toStringUtf8();
  }

  /** The other members told us, when we asked for votes, that we are out. */
  @Override
  public void notifyServerShutdown(RoleInfoProto role, boolean allServer) {
    if (!allServer) {
      removed();
    }
  }

  private void removed() {
    if (!closing) {
      events.tell(to -> to.removed());
    }
  }

  /** Of a task that failed before it was this one's turn, Ratis says only that it did. */
  @Override
  public void notifyLogFailed(Throwable cause, @Nullable LogEntryProto entry) {
    Throwable first = cause.getCause();
    Throwable told = cause instanceof RaftLogIOException && first != null ? first : cause;
    events.tell(to -> to.failed(told));
  }
}
