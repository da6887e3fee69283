package io.jswarm.raftstore.ratis;

import io.jswarm.pki.CertificateRequest;
import io.jswarm.pki.CertificateRole;
import io.jswarm.pki.NodeIdentity;
import io.jswarm.pki.PeerGate;
import io.jswarm.pki.PkiException;
import io.jswarm.pki.RootCa;
import io.jswarm.pki.Subject;
import io.jswarm.pki.TlsIdentity;
import io.jswarm.pki.TlsResumption;
import io.jswarm.raftstore.log.LogEvents;
import io.jswarm.raftstore.log.LogLab;
import io.jswarm.raftstore.log.LogMember;
import io.jswarm.raftstore.log.Recorder;
import io.jswarm.raftstore.log.ReplicatedState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.ratis.server.RaftServer;

/** Real members in this JVM, on the loopback, behind mTLS, with their data in a directory. */
final class RatisLab implements LogLab {
  static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LOOK_AGAIN_MILLIS = 20;

  static {
    TlsResumption.turnOff();
  }

  private final Path directory;
  private final RatisTuning tuning;
  private final SecureRandom random = new SecureRandom();
  private final RootCa root = RootCa.create(random, Instant.now());
  private final String cluster = "c" + UUID.randomUUID();
  private final Map<String, LogMember> members = new TreeMap<>();
  private final Map<String, RatisLog> running = new TreeMap<>();
  private final Map<String, RatisConfig.Start> starts = new TreeMap<>();
  private final Map<String, Thread> stopping = new TreeMap<>();
  private final Object changed = new Object();

  RatisLab(Path directory, RatisTuning tuning) {
    this.directory = directory;
    this.tuning = tuning;
  }

  @Override
  public Running found(String id) {
    return start(id, RatisConfig.Start.FOUND);
  }

  @Override
  public Running join(String id) {
    return start(id, RatisConfig.Start.JOIN);
  }

  @Override
  public Running again(String id) {
    return start(id, starts.getOrDefault(id, RatisConfig.Start.JOIN));
  }

  private Running start(String id, RatisConfig.Start start) {
    awaitStopped(id);
    starts.put(id, start);
    Recorder recorder = new Recorder(this::signal);
    return new Running(id, run(config(id, start, tls(id)), recorder, recorder), recorder);
  }

  /** Runs a member with a state and a listener of one's own, until the lab is closed. */
  RatisLog run(RatisConfig config, ReplicatedState state, LogEvents listener) {
    try {
      RatisLog log = RatisLog.start(config, state, listener);
      running.put(config.self().id(), log);
      return log;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What carries the log of a member that runs. */
  RaftServer server(String id) {
    RatisLog log = running.get(id);
    if (log == null) {
      throw new IllegalStateException(id + " does not run");
    }
    return log.server();
  }

  RatisConfig config(String id, RatisConfig.Start start, PeerTls tls) {
    LogMember self = member(id);
    int port = Integer.parseInt(self.address().substring(self.address().indexOf(':') + 1));
    return new RatisConfig(
        cluster,
        self,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        directory.resolve(id),
        start,
        tls,
        tuning);
  }

  PeerTls tls(String id) {
    return tls(id, root, CertificateRole.MANAGER);
  }

  PeerTls workerTls(String id) {
    return tls(id, root, CertificateRole.WORKER);
  }

  PeerTls tls(String id, RootCa signer, CertificateRole role) {
    try {
      CertificateRequest request = CertificateRequest.create(random);
      String pem =
          signer.issue(
              request.pem(), new Subject(id, role, cluster), Duration.ofDays(1), Instant.now());
      TlsIdentity identity =
          new TlsIdentity(
              NodeIdentity.of(request.privateKey(), pem, signer.trustedRoots()),
              InstantSource.system());
      return new PeerTls(identity.keyManager(), identity.trustManager(PeerGate.MANAGERS));
    } catch (PkiException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void stop(String id) {
    RatisLog log = running.remove(id);
    if (log != null) {
      log.close();
    }
  }

  /** Ends as a power loss would leave it: nothing was told, and the log's last entry is torn. */
  @Override
  public void crash(String id) {
    stop(id);
    TornTail.leave(directory.resolve(id));
  }

  @Override
  public void stopTogether(List<String> ids) {
    for (String id : ids) {
      RatisLog log = running.remove(id);
      if (log != null) {
        stopping.put(id, Thread.ofVirtual().start(log::close));
      }
    }
  }

  private void awaitStopped(String id) {
    Thread stop = stopping.remove(id);
    if (stop != null) {
      try {
        stop.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public LogMember member(String id) {
    return members.computeIfAbsent(id, this::newMember);
  }

  /** Gives a member another port, to be used when it starts again. */
  LogMember move(String id) {
    LogMember moved = newMember(id);
    members.put(id, moved);
    return moved;
  }

  private LogMember newMember(String id) {
    return new LogMember(id, "127.0.0.1:" + freePort());
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void signal() {
    synchronized (changed) {
      changed.notifyAll();
    }
  }

  @Override
  public void await(String what, BooleanSupplier holds) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    synchronized (changed) {
      while (!holds.getAsBoolean()) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("not within " + PATIENCE + ": " + what);
        }
        try {
          changed.wait(LOOK_AGAIN_MILLIS);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  @Override
  public void close() {
    stopTogether(List.copyOf(running.keySet()));
    List.copyOf(stopping.keySet()).forEach(this::awaitStopped);
  }
}
