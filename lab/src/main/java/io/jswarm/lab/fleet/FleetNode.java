package io.jswarm.lab.fleet;

import io.grpc.ClientInterceptor;
import io.grpc.netty.NettyChannelBuilder;
import io.jswarm.api.command.Refusal;
import io.jswarm.api.model.EngineDescription;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.model.Platform;
import io.jswarm.api.model.Resources;
import io.jswarm.api.model.TlsInfo;
import io.jswarm.api.rpc.CaMessage;
import io.jswarm.daemon.node.CaClient;
import io.jswarm.daemon.node.NodeException;
import io.jswarm.manager.port.PortThreads;
import io.jswarm.pki.CertificateRequest;
import io.jswarm.pki.JoinToken;
import io.jswarm.pki.NodeIdentity;
import io.jswarm.pki.PkiException;
import io.jswarm.pki.TlsIdentity;
import io.jswarm.pki.TrustedRoots;
import io.jswarm.worker.agent.live.Agent;
import io.jswarm.worker.agent.live.AgentMeans;
import io.jswarm.worker.agent.live.ManagerChannels;
import io.jswarm.worker.agent.live.SteadyClock;
import io.jswarm.worker.engine.EngineFacts;
import io.jswarm.worker.engine.sim.SimEngine;
import io.jswarm.worker.net.NoDataPath;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** One node of a fleet: an agent like any worker's over an engine without containers. */
final class FleetNode {
  private static final int CORES = 8;
  private static final long MEMORY_BYTES = 32L << 30;

  /** How often a manager that cannot answer now is asked again, and how long in between. */
  private static final int TRIES = 60;

  private static final long TRY_AGAIN_MILLIS = 500;

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final SteadyClock STEADY = new SteadyClock();

  /** What a node hears only goes to its inbox: that does not wait for what other nodes do. */
  private static final int CALLBACK_THREADS = 4;

  private static final Executor CALLBACKS =
      Executors.newFixedThreadPool(
          CALLBACK_THREADS, Thread.ofPlatform().daemon().name("callback-", 0).factory());

  /** Or half of a thousand handshakes are computed a thousandfold slower, and all in vain. */
  private static final Executor HANDSHAKES = new PortThreads();

  /**
   * Virtual threads come on in turn: when all nodes are given tasks at once, each would wait with
   * its heartbeats until the others have done their work, as no machine does.
   */
  private static final ThreadFactory LOOPS =
      Thread.ofPlatform().daemon().name("agent-", 0).factory();

  private final SimEngine engine;

  private FleetNode(SimEngine engine) {
    this.engine = engine;
  }

  /**
   * Joins the cluster and starts the agent.
   *
   * @param onFault told if the agent dies
   * @throws IOException when it is not let in
   */
  static FleetNode join(int number, FleetOptions options, Traffic traffic, Runnable onFault)
      throws IOException, InterruptedException {
    SimEngine engine = new SimEngine(CORES, MEMORY_BYTES, Clock.systemUTC());
    NodeDescription description = describe("node-%05d".formatted(number), engine.facts());
    try {
      CertificateRequest csr = CertificateRequest.create(RANDOM);
      CaClient.Ask ask = new CaClient.Ask(csr.pem(), "active", description);
      CaMessage.Issued issued = ask(options, JoinToken.parse(options.token()), ask, number);
      TlsIdentity identity = new TlsIdentity(identity(csr, issued), Clock.systemUTC());
      Agent agent =
          Agent.start(
              new Agent.Setup(
                  options.directory().resolve("n" + number),
                  options.address(),
                  description,
                  engine,
                  NoDataPath.forSimulation(),
                  identity,
                  STEADY,
                  _ -> {},
                  means(identity, traffic)),
              _ -> onFault.run());
      agent.managersKnown(issued.managers());
      return new FleetNode(engine);
    } catch (PkiException e) {
      throw new IOException(e);
    }
  }

  int running() {
    return engine.running();
  }

  private static NodeIdentity identity(CertificateRequest csr, CaMessage.Issued issued)
      throws PkiException {
    return NodeIdentity.of(
        csr.privateKey(), issued.certificatePem(), TrustedRoots.fromPem(issued.rootsPem()));
  }

  private static CaMessage.Issued ask(
      FleetOptions options, JoinToken token, CaClient.Ask ask, int number)
      throws IOException, InterruptedException {
    for (int tried = 1; ; tried++) {
      try {
        return new CaClient(Clock.systemUTC()).join(addresses(options, number), token, ask);
      } catch (NodeException e) {
        if (tried == TRIES || e.refusal().kind() != Refusal.Kind.UNAVAILABLE) {
          throw new IOException(e.refusal().message(), e);
        }
        TimeUnit.MILLISECONDS.sleep(TRY_AGAIN_MILLIS);
      }
    }
  }

  /** All managers, each node beginning with another: any of them may sign. */
  private static List<String> addresses(FleetOptions options, int number) {
    List<String> turned = new ArrayList<>(options.managers());
    Collections.rotate(turned, number);
    return turned;
  }

  private static AgentMeans means(TlsIdentity identity, Traffic traffic) {
    ClientInterceptor counting = traffic.ofNode();
    ManagerChannels channels =
        new ManagerChannels(identity, channel -> shared(channel).intercept(counting));
    return new AgentMeans(channels, LOOPS, Thread.ofVirtual().factory());
  }

  /** The event loops are the process's own anyway; threads for callbacks would not be. */
  private static NettyChannelBuilder shared(NettyChannelBuilder channel) {
    return channel.executor(CALLBACKS).offloadExecutor(HANDSHAKES);
  }

  private static NodeDescription describe(String hostname, EngineFacts facts) {
    return new NodeDescription(
        hostname,
        new Platform(facts.arch(), facts.os()),
        new Resources(facts.nanoCpus(), facts.memoryBytes(), List.of()),
        new EngineDescription("sim", Map.of(), facts.plugins()),
        TlsInfo.UNKNOWN);
  }
}
