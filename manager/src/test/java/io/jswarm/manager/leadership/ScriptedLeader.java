package io.jswarm.manager.leadership;

import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.command.Request;
import io.jswarm.api.rpc.Methods;
import io.jswarm.manager.port.ControlPort;
import io.jswarm.manager.port.PortThreads;
import io.jswarm.pki.CertificateRequest;
import io.jswarm.pki.CertificateRole;
import io.jswarm.pki.NodeIdentity;
import io.jswarm.pki.PeerGate;
import io.jswarm.pki.PkiException;
import io.jswarm.pki.RootCa;
import io.jswarm.pki.Subject;
import io.jswarm.pki.TlsIdentity;
import io.jswarm.pki.TlsResumption;
import io.jswarm.raftstore.image.Member;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A manager on the loopback, behind mTLS, that answers what it was told to, the last for ever. */
final class ScriptedLeader {
  static {
    TlsResumption.turnOff();
  }

  private final SecureRandom random = new SecureRandom();
  private final RootCa root = RootCa.create(random, Instant.now());
  private final Queue<CommandResult> answers = new ConcurrentLinkedQueue<>();
  private final ControlPort port;
  private final CountDownLatch first = new CountDownLatch(1);
  final List<Request> asked = new CopyOnWriteArrayList<>();

  ScriptedLeader() throws IOException, PkiException {
    port =
        ControlPort.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            identity("m2"),
            PeerGate.NODES,
            new PortThreads(),
            List.of(
                ServerServiceDefinition.builder("jswarm.Control")
                    .addMethod(Methods.SUBMIT, ServerCalls.asyncUnaryCall(this::submit))
                    .build()));
  }

  /** Waits until it is asked something. */
  void awaitQuestion() throws InterruptedException {
    if (!first.await(30, TimeUnit.SECONDS)) {
      throw new AssertionError("nobody asks");
    }
  }

  /** What it answers, one after the other; without any it keeps silent. */
  void answers(CommandResult... one) {
    answers.addAll(List.of(one));
  }

  private void submit(Request request, StreamObserver<CommandResult> reply) {
    asked.add(request);
    first.countDown();
    CommandResult answer = answers.size() > 1 ? answers.poll() : answers.peek();
    if (answer != null) {
      reply.onNext(answer);
      reply.onCompleted();
    }
  }

  Member member() {
    return new Member("m2", "m2-1", "127.0.0.1:1", "127.0.0.1:" + port.port());
  }

  /** The identity of a manager of its cluster. */
  TlsIdentity identity(String nodeId) throws PkiException {
    CertificateRequest request = CertificateRequest.create(random);
    Subject subject = new Subject(nodeId, CertificateRole.MANAGER, "cluster1");
    String pem = root.issue(request.pem(), subject, Duration.ofDays(1), Instant.now());
    return new TlsIdentity(
        NodeIdentity.of(request.privateKey(), pem, root.trustedRoots()), InstantSource.system());
  }

  void close() throws InterruptedException {
    port.stop();
  }
}
