package io.jswarm.manager;

import io.grpc.ServerServiceDefinition;
import io.jswarm.api.id.Ids;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.rpc.LogMessage;
import io.jswarm.manager.ca.CertificateAuthority;
import io.jswarm.manager.control.CommandExecutor;
import io.jswarm.manager.dispatch.DispatchEffect;
import io.jswarm.manager.dispatch.live.Dispatcher;
import io.jswarm.manager.dispatch.live.WriterPort;
import io.jswarm.manager.leadership.Channels;
import io.jswarm.manager.leadership.Forwarding;
import io.jswarm.manager.leadership.Leader;
import io.jswarm.manager.leadership.NoLeader;
import io.jswarm.manager.leadership.ReadPath;
import io.jswarm.manager.leadership.WritePath;
import io.jswarm.manager.logs.LogRouter;
import io.jswarm.manager.logs.LogSink;
import io.jswarm.manager.logs.RemoteLogs;
import io.jswarm.manager.membership.CaService;
import io.jswarm.manager.membership.Membership;
import io.jswarm.manager.port.Callers;
import io.jswarm.manager.port.ControlPort;
import io.jswarm.manager.port.ControlService;
import io.jswarm.manager.port.PortThreads;
import io.jswarm.manager.trace.FailoverTrace;
import io.jswarm.manager.writer.RidingClock;
import io.jswarm.manager.writer.Writer;
import io.jswarm.manager.writer.WriterCore;
import io.jswarm.manager.writer.WriterInput;
import io.jswarm.pki.PeerGate;
import io.jswarm.pki.PeerIdentity;
import io.jswarm.pki.PeerRefusal;
import io.jswarm.raftstore.codec.KeyRingCodec;
import io.jswarm.raftstore.crypt.Sealer;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.Member;
import io.jswarm.raftstore.log.Barrier;
import io.jswarm.raftstore.log.LogMember;
import io.jswarm.raftstore.log.LogStatus;
import io.jswarm.raftstore.log.MemberChange;
import io.jswarm.raftstore.ratis.PeerTls;
import io.jswarm.raftstore.ratis.RatisConfig;
import io.jswarm.raftstore.ratis.RatisLog;
import io.jswarm.raftstore.ratis.RatisTuning;
import io.jswarm.raftstore.store.ClusterStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Everything a node does because it is a manager: the store, the log, the writer, the dispatcher,
 * the certificate authority and the control port, started together and stopped in reverse order.
 */
public final class Manager {
  /** Longer than a majority that is there needs; nodes ask for their leases again soon. */
  private static final Duration LEAD_CONFIRMED_WITHIN = Duration.ofSeconds(3);

  private final ManagerSetup setup;
  private final FailoverTrace trace = new FailoverTrace();
  private volatile Consumer<DispatchEffect.DrainOverdue> onOverdueDrain = _ -> {};
  private final ClusterStore store;
  private final Leader leader;
  private final Writer writer;
  private final PortThreads portThreads = new PortThreads();
  private final Dispatcher dispatcher;
  private final LogRouter logs;
  private final Channels channels;
  private final RatisLog log;
  private final ReadPath reads;
  private final WritePath writes;
  private final Membership membership;
  private final AddressFeed addresses;
  private final ControlPort port;

  /**
   * Starts a manager.
   *
   * @param onRemoved called once when this manager was taken out of Raft; must not block
   * @param onFailed called when the log or the dispatcher cannot go on; must not block
   * @throws IOException when a port cannot be bound or the log cannot be read; the message says
   *     which
   */
  public static Manager start(ManagerSetup setup, Runnable onRemoved, Consumer<Throwable> onFailed)
      throws IOException, InterruptedException {
    return new Manager(setup, onRemoved, onFailed);
  }

  private Manager(ManagerSetup setup, Runnable onRemoved, Consumer<Throwable> onFailed)
      throws IOException, InterruptedException {
    this.setup = setup;
    Supplier<String> ids = () -> Ids.mint(setup.random());
    store = new ClusterStore(new Sealer(setup::keyRing, setup.random()));
    leader = new Leader(store, setup.peerId());
    writer =
        new Writer(
            new WriterCore(store.image(), new CommandExecutor(ids), ids),
            store,
            new RidingClock(setup.clock(), setup.steadyClock()),
            trace);
    dispatcher =
        new Dispatcher(
            setup.nodeId(),
            leader,
            writerPort(),
            setup.steadyClock(),
            trace,
            portThreads::callersWait);
    channels = new Channels(setup.identity());
    logs = new LogRouter(store::image);
    log =
        RatisLog.start(
            ratisConfig(), store, new LogTidings(trace, this::tidings, onRemoved, onFailed));
    reads = new ReadPath(log, store);
    writes =
        new WritePath(
            setup.nodeId(),
            store,
            writer,
            leader,
            new Forwarding(leader, channels, log, trace),
            ids);
    membership = new Membership(store, log, leader, writes, setup.member());
    addresses = new AddressFeed(store, log);
    writer.start(log);
    dispatcher.start(onFailed);
    addresses.start();
    membership.start();
    port = openPort(ids);
  }

  private ControlPort openPort(Supplier<String> ids) throws IOException, InterruptedException {
    CaService ca =
        new CaService(
            reads,
            writes,
            new CertificateAuthority(setup.random()),
            () -> KeyRingCodec.encode(setup.keyRing()),
            ids,
            setup.clock());
    ServerServiceDefinition sessions =
        ServerServiceDefinition.builder("jswarm.Dispatcher")
            .addMethod(dispatcher.sessions(Callers::node))
            .addMethod(logs.nodeLogs(Callers::node))
            .build();
    try {
      return ControlPort.open(
          setup.endpoints().controlListen(),
          setup.identity(),
          this::controlGate,
          portThreads,
          List.of(
              ca.definition(),
              membership.service().definition(),
              sessions,
              new ControlService(writes, logs, log).definition()));
    } catch (IOException e) {
      stopAllButThePort();
      throw e;
    }
  }

  private WriterPort writerPort() {
    return new WriterPort(
        writer::report,
        seen ->
            writer.observe(
                new WriterInput.Observation(seen.nodeId(), seen.status(), seen.description())),
        seen -> writer.attended(seen.nodeId(), seen.present()),
        seen -> writer.measured(seen.nodeId(), seen.usage()),
        overdue -> onOverdueDrain.accept(overdue),
        this::confirmLead);
  }

  /** The barrier may have been kept by another leader: then this one knows that it is none. */
  private void confirmLead(Consumer<Boolean> told) {
    log.readBarrier(
        LEAD_CONFIRMED_WITHIN,
        barrier -> told.accept(barrier instanceof Barrier.Reached && leader.isHere()));
  }

  private RatisConfig ratisConfig() {
    return new RatisConfig(
        setup.identity().current().clusterId(),
        new LogMember(setup.peerId(), setup.endpoints().raftAdvertise()),
        setup.endpoints().raftListen(),
        setup.raftDirectory(),
        setup.start(),
        new PeerTls(
            setup.identity().keyManager(),
            setup.identity().trustManager(PeerGate.MANAGERS.and(this::raftGate))),
        RatisTuning.DEFAULT.withElectionMin(setup.electionTimeout()));
  }

  /** A removed node is let in nowhere. */
  private Optional<PeerRefusal> controlGate(PeerIdentity peer) {
    return store.image().revoked().containsKey(peer.nodeId())
        ? Optional.of(new PeerRefusal.Revoked(peer.nodeId()))
        : Optional.empty();
  }

  /** Once there is a list of members, only they may speak Raft. */
  private Optional<PeerRefusal> raftGate(PeerIdentity peer) {
    var members = store.image().members();
    return members.isEmpty() || members.containsKey(peer.nodeId())
        ? Optional.empty()
        : Optional.of(new PeerRefusal.NotAMember(peer.nodeId()));
  }

  private void tidings(LogTidings.News news) {
    switch (news) {
      case LogTidings.News.Leads(long term) -> {
        writer.becameLeader(term);
        leader.leadsHere(true);
        dispatcher.leading();
      }
      case LogTidings.News.Lost() -> {
        leader.leadsHere(false);
        writer.lostLeadership();
        dispatcher.notLeading();
      }
      case LogTidings.News.LeaderIs(String peerId) -> {
        leader.changed(peerId);
        if (!setup.peerId().equals(peerId)) {
          dispatcher.notLeading();
        }
      }
      case LogTidings.News.NoLeader() -> {
        leader.changed(null);
        if (!leader.isHere()) {
          dispatcher.notLeading();
        }
      }
      case LogTidings.News.Disk(String trouble) -> leader.troubled(trouble);
    }
  }

  /**
   * Writes the first state of a new cluster once this manager leads; does nothing when there is
   * one.
   */
  public void found(List<Change> changes) {
    writer.found(new WriterInput.Founding(changes));
  }

  /**
   * Tells, while this manager leads, which tasks were told to stop although nodes that may send to
   * them had not answered in time.
   *
   * @param listener in place of the one before; must not block
   */
  public void onOverdueDrain(Consumer<DispatchEffect.DrainOverdue> listener) {
    onOverdueDrain = listener;
  }

  public ReadPath reads() {
    return reads;
  }

  public WritePath writes() {
    return writes;
  }

  public ClusterStore store() {
    return store;
  }

  public Leader leader() {
    return leader;
  }

  /**
   * Hands the logs of tasks to the sink, wherever they run and whoever leads. Blocks until they end
   * or the sink wants no more.
   *
   * @throws NoLeader when nobody leads who could be asked
   */
  public void followLogs(List<String> taskIds, LogMessage.Options options, LogSink sink)
      throws InterruptedException, NoLeader {
    switch (leader.where().orElseThrow(NoLeader::new)) {
      case Leader.Where.Here() -> logs.follow(taskIds, options, sink);
      case Leader.Where.At(Member member) ->
          RemoteLogs.follow(channels.to(member.apiAddr()), taskIds, options, sink);
    }
  }

  /** The connections to other managers. */
  public Channels channels() {
    return channels;
  }

  /** The log as this manager sees it. */
  public LogStatus status() {
    return log.status();
  }

  /**
   * Hands the leadership to another manager that can be reached, if this one leads; tells whether
   * it was asked to.
   */
  public boolean handOver() {
    Optional<String> other = successor();
    other.ifPresent(peer -> log.transferLeadership(peer, _ -> {}));
    return other.isPresent();
  }

  /**
   * The same, and waits for the answer, at most for so long: whoever ends is then not missed first.
   */
  public void handOver(Duration limit) throws InterruptedException {
    Optional<String> other = leader.isHere() ? successor() : Optional.empty();
    if (other.isPresent()) {
      var answer = new ArrayBlockingQueue<MemberChange>(1);
      log.transferLeadership(other.get(), answer::offer);
      var _ = answer.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private Optional<String> successor() {
    return log.status().peers().stream()
        .filter(LogStatus.Peer::reachable)
        .map(LogStatus.Peer::memberId)
        .findFirst();
  }

  /** The node's certificate was exchanged: connections of the log are made anew. */
  public void identityChanged() {
    log.reconnect();
  }

  /** Node id of the leader, as far as known here. */
  public Optional<String> leaderNodeId() {
    String peerId = log.status().leaderId();
    if (peerId == null) {
      return Optional.empty();
    }
    Member member = store.image().memberByPeer(peerId);
    return Optional.ofNullable(member).map(Member::nodeId);
  }

  /**
   * Node ids of managers that do not answer: the leader judges by the log's heartbeats, others by
   * what the leader has written of the node.
   */
  public SortedSet<String> unreachable() {
    LogStatus status = log.status();
    SortedSet<String> unreachable = new TreeSet<>();
    for (Member member : store.image().members().values()) {
      boolean self = member.peerId().equals(setup.peerId());
      if (!self && !answers(status, member)) {
        unreachable.add(member.nodeId());
      }
    }
    return unreachable;
  }

  private boolean answers(LogStatus status, Member member) {
    if (status.role() == LogStatus.Role.LEADER) {
      return status.peers().stream()
          .anyMatch(p -> p.memberId().equals(member.peerId()) && p.reachable());
    }
    Node node = store.image().node(member.nodeId());
    return member.peerId().equals(status.leaderId())
        || (node != null && node.status().state() != NodeState.DOWN);
  }

  /** Stops; the log's data stays. */
  public void stop() throws InterruptedException {
    port.stop();
    stopAllButThePort();
  }

  private void stopAllButThePort() throws InterruptedException {
    membership.stop();
    addresses.stop();
    dispatcher.close();
    log.close();
    writer.stop();
    channels.close();
  }
}
