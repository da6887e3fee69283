package io.jswarm.lab.session;

import io.grpc.ServerServiceDefinition;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.model.NodeSpec;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.NodeStatus;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.model.Version;
import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import io.jswarm.api.rpc.WorkerMessage.TaskReport;
import io.jswarm.manager.dispatch.DispatchEffect;
import io.jswarm.manager.dispatch.live.Dispatcher;
import io.jswarm.manager.dispatch.live.WriterPort;
import io.jswarm.manager.leadership.Leader;
import io.jswarm.manager.logs.LogRouter;
import io.jswarm.manager.port.Callers;
import io.jswarm.manager.port.ControlPort;
import io.jswarm.manager.port.PortThreads;
import io.jswarm.manager.trace.FailoverTrace;
import io.jswarm.pki.CertificateRequest;
import io.jswarm.pki.CertificateRole;
import io.jswarm.pki.NodeIdentity;
import io.jswarm.pki.PeerGate;
import io.jswarm.pki.PkiException;
import io.jswarm.pki.RootCa;
import io.jswarm.pki.Subject;
import io.jswarm.pki.TlsIdentity;
import io.jswarm.pki.TlsResumption;
import io.jswarm.raftstore.crypt.KeyRing;
import io.jswarm.raftstore.crypt.Sealer;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.Member;
import io.jswarm.raftstore.image.Round;
import io.jswarm.raftstore.log.LogPosition;
import io.jswarm.raftstore.store.ClusterStore;
import io.jswarm.worker.agent.live.SteadyClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * A manager that always leads: a real store, dispatcher and control port, and a writer that writes
 * at once.
 */
final class SoleLeader {
  private final SecureRandom random = new SecureRandom();
  private final RootCa root = RootCa.create(random, Instant.now());
  private final KeyRing ring = KeyRing.generate(random);
  final ClusterStore store = new ClusterStore(new Sealer(() -> ring, random));
  final LogRouter logs = new LogRouter(store::image);
  private final Dispatcher dispatcher;
  private final ControlPort port;

  SoleLeader() throws IOException, PkiException {
    TlsResumption.turnOff();
    WriterPort writer =
        new WriterPort(
            this::report,
            this::observe,
            seen -> {},
            usage -> {},
            overdue -> {},
            told -> told.accept(true));
    PortThreads threads = new PortThreads();
    Leader leader = new Leader(store, "m1-1");
    dispatcher =
        new Dispatcher(
            "m1", leader, writer, new SteadyClock(), new FailoverTrace(), threads::callersWait);
    port =
        ControlPort.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            identity("m1", CertificateRole.MANAGER),
            PeerGate.NODES,
            threads,
            List.of(
                ServerServiceDefinition.builder("jswarm.Dispatcher")
                    .addMethod(dispatcher.sessions(Callers::node))
                    .addMethod(logs.nodeLogs(Callers::node))
                    .build(),
                ServerServiceDefinition.builder("jswarm.Control")
                    .addMethod(logs.followLogs(Callers::manager))
                    .build()));
    write(new Change.PutMember(new Member("m1", "m1-1", address().addr(), address().addr())));
    dispatcher.start(fault -> {});
    dispatcher.leading();
  }

  TlsIdentity identity(String nodeId, CertificateRole role) throws PkiException {
    CertificateRequest request = CertificateRequest.create(random);
    Subject subject = new Subject(nodeId, role, "cluster1");
    String pem = root.issue(request.pem(), subject, Duration.ofDays(1), Instant.now());
    return new TlsIdentity(
        NodeIdentity.of(request.privateKey(), pem, root.trustedRoots()), InstantSource.system());
  }

  ManagerAddress address() {
    return new ManagerAddress("m1", "127.0.0.1:" + port.port());
  }

  void addNode(String nodeId) {
    write(
        new Change.PutNode(
            new Node(
                nodeId,
                Version.ZERO,
                Instant.EPOCH,
                Instant.EPOCH,
                NodeSpec.active("worker"),
                NodeDescription.UNKNOWN,
                NodeStatus.UNKNOWN,
                null)));
  }

  void assign(String taskId, String nodeId) {
    TaskSpec spec = TaskSpec.of(ContainerSpec.of("busybox"));
    TaskStatus status = TaskStatus.of(TaskState.ASSIGNED, Instant.EPOCH, "");
    Task task = Task.of(taskId, "service1", spec, status).withSlot(1).withNodeId(nodeId);
    write(new Change.PutTask(task));
  }

  TaskState state(String taskId) {
    Task task = store.image().task(taskId);
    return task == null ? TaskState.REMOVE : task.status().state();
  }

  String error(String taskId) {
    Task task = store.image().task(taskId);
    return task == null ? "" : task.status().err();
  }

  NodeState nodeState(String nodeId) {
    Node node = store.image().node(nodeId);
    return node == null ? NodeState.UNKNOWN : node.status().state();
  }

  synchronized void write(Change... changes) {
    long base = store.image().round();
    Round round = new Round(base, 1, Instant.now(), List.of(changes));
    store.apply(new LogPosition(1, base + 1), store.seal(round));
  }

  private void report(String nodeId, List<TaskReport> reports, Runnable whenCommitted) {
    List<Change> changes = new ArrayList<>();
    reports.forEach(each -> changes.add(new Change.SetTaskStatus(each.taskId(), each.status())));
    write(changes.toArray(Change[]::new));
    whenCommitted.run();
  }

  private void observe(DispatchEffect.ObserveNode seen) {
    write(new Change.SetNodeStatus(seen.nodeId(), seen.status()));
  }

  void stop() throws InterruptedException {
    dispatcher.close();
    port.stop();
  }
}
