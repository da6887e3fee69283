package io.jswarm.daemon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import io.jswarm.api.command.Refusal;
import io.jswarm.api.rpc.MembershipMessage;
import io.jswarm.api.rpc.MembershipMessage.Answer;
import io.jswarm.api.rpc.Methods;
import io.jswarm.manager.leadership.Channels;
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
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Manager m1, whose log says that it was taken out, asks managers on the loopback. */
class MembershipClientTest {
  static {
    TlsResumption.turnOff();
  }

  private static final Answer OUT = refused(Refusal.Kind.NOT_FOUND, null);
  private static final Answer LEADERLESS = refused(Refusal.Kind.UNAVAILABLE, null);

  private final SecureRandom random = new SecureRandom();
  private final RootCa root = RootCa.create(random, Instant.now());
  private final List<ControlPort> managers = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private Channels channels;
  private MembershipClient client;

  @BeforeEach
  void open() throws Exception {
    channels = new Channels(identity("m1"));
    client = new MembershipClient(channels);
  }

  @AfterEach
  void close() throws InterruptedException {
    channels.close();
    for (ControlPort manager : managers) {
      manager.stop();
    }
  }

  @Test
  void whomTheLeaderHasAmongTheMembersTakesPart() throws Exception {
    assertThat(client.takesPart(List.of(manager(Answer.DONE)), "m1-1")).isTrue();
    assertThat(asked).containsExactly("m1-1");
  }

  @Test
  void whomTheLeaderDoesNotHaveIsOut() throws Exception {
    assertThat(client.takesPart(List.of(manager(OUT)), "m1-1")).isFalse();
  }

  @Test
  void whoDoesNotLeadNamesTheLeader() throws Exception {
    String leader = manager(OUT);
    String follower = manager(refused(Refusal.Kind.UNAVAILABLE, leader));
    assertThat(client.takesPart(List.of(follower), "m1-1")).isFalse();
    assertThat(asked).hasSize(2);
  }

  @Test
  void withoutALeaderNobodyKnows() throws Exception {
    List<String> all = List.of(manager(LEADERLESS), manager(LEADERLESS));
    assertThatThrownBy(() -> client.takesPart(all, "m1-1")).isInstanceOf(NodeException.class);
  }

  private String manager(Answer answer) throws PkiException, IOException {
    ControlPort port =
        ControlPort.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            identity("m2"),
            PeerGate.NODES,
            new PortThreads(),
            List.of(
                ServerServiceDefinition.builder("jswarm.Membership")
                    .addMethod(
                        Methods.TAKES_PART,
                        ServerCalls.asyncUnaryCall((question, reply) -> {
                          asked(question);
                          reply.onNext(answer);
                          reply.onCompleted();
                        }))
                    .build()));
    managers.add(port);
    return "127.0.0.1:" + port.port();
  }

  private void asked(MembershipMessage.TakesPart question) {
    synchronized (asked) {
      asked.add(question.peerId());
    }
  }

  private TlsIdentity identity(String nodeId) throws PkiException {
    CertificateRequest request = CertificateRequest.create(random);
    Subject subject = new Subject(nodeId, CertificateRole.MANAGER, "cluster1");
    String pem = root.issue(request.pem(), subject, Duration.ofDays(1), Instant.now());
    return new TlsIdentity(
        NodeIdentity.of(request.privateKey(), pem, root.trustedRoots()), InstantSource.system());
  }

  private static Answer refused(Refusal.Kind kind, @Nullable String leaderAddr) {
    return new Answer(new Refusal(kind, "a sentence for people"), leaderAddr);
  }
}
