package io.jswarm.lab.log;

import io.jswarm.lab.host.Command;
import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabHost;
import io.jswarm.pki.CertificateRequest;
import io.jswarm.pki.CertificateRole;
import io.jswarm.pki.IdentityStore;
import io.jswarm.pki.NodeIdentity;
import io.jswarm.pki.PkiException;
import io.jswarm.pki.RootCa;
import io.jswarm.pki.StoredIdentity;
import io.jswarm.pki.Subject;
import io.jswarm.raftstore.log.HarshLab;
import io.jswarm.raftstore.log.LogMember;
import io.jswarm.raftstore.log.Recorder;
import io.jswarm.raftstore.ratis.RatisConfig;
import io.jswarm.raftstore.ratis.RatisTuning;
import io.jswarm.raftstore.ratis.SnapshotPace;
import io.jswarm.raftstore.ratis.TornTail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One cluster of real members, m1 on host 1 and so on. Their programs outlive it and serve the next
 * one, unless they were killed.
 */
final class HostedLogs implements HarshLab {
  /** Elections as they are by default, and small snapshots. */
  static final RatisTuning TUNING =
      new RatisTuning(
          RatisTuning.DEFAULT.electionMin(),
          RatisTuning.DEFAULT.electionMax(),
          new SnapshotPace(50, 1 << 20, 1 << 20),
          10,
          4 << 10);

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int PORT = 2378;

  private final Lab lab;
  private final Map<String, RemoteLog> programs;
  private final SecureRandom random = new SecureRandom();
  private final RootCa root = RootCa.create(random, Instant.now());
  private final String cluster = "c" + UUID.randomUUID();
  private final Map<String, RatisConfig.Start> starts = new TreeMap<>();
  private final List<String> members = new ArrayList<>();

  /**
   * A cluster without members.
   *
   * @param programs those that run already, by member; what is started here is put there too
   */
  HostedLogs(Lab lab, Map<String, RemoteLog> programs) {
    this.lab = lab;
    this.programs = programs;
  }

  private LabHost host(String id) {
    return lab.host(Integer.parseInt(id.substring(1)));
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
    starts.put(id, start);
    Recorder recorder = new Recorder(() -> {});
    RemoteLog log = programs.computeIfAbsent(id, this::program);
    log.start(
        recorder,
        cluster,
        id,
        member(id).address(),
        directory(id).toString(),
        identity(id).toString(),
        start.name());
    members.add(id);
    return new Running(id, log, recorder);
  }

  private Path directory(String id) {
    return host(id).data().resolve(cluster);
  }

  private RemoteLog program(String id) {
    List<String> words =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:-UsePerfData", // hosts have their pids to themselves, but share /tmp
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx192m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            LogMemberProgram.class.getName());
    try {
      return new RemoteLog(host(id).spawn(host(id).daemonLog(), words));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path identity(String id) {
    Path directory = host(id).data().resolve(cluster + "-identity");
    try {
      CertificateRequest request = CertificateRequest.create(random);
      String pem =
          root.issue(
              request.pem(),
              new Subject(id, CertificateRole.MANAGER, cluster),
              Duration.ofDays(1),
              Instant.now());
      new IdentityStore(directory, random)
          .save(StoredIdentity.of(NodeIdentity.of(request.privateKey(), pem, root.trustedRoots())));
      return directory;
    } catch (PkiException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void stop(String id) {
    members.remove(id);
    running(id).close();
  }

  private RemoteLog running(String id) {
    RemoteLog log = programs.get(id);
    if (log == null) {
      throw new IllegalStateException("no program runs on the host of " + id);
    }
    return log;
  }

  @Override
  public void stopTogether(List<String> ids) {
    for (String id : ids) {
      members.remove(id);
      running(id).beginToStop();
    }
  }

  /** The host loses its power, and the last write was under way. */
  @Override
  public void crash(String id) {
    members.remove(id);
    programs.remove(id);
    try {
      host(id).powerOff();
      TornTail.leave(directory(id));
      host(id).powerOn();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void cutOff(String id) {
    try {
      host(id).partition();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void rejoin(String id) {
    try {
      host(id).heal();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void freeze(String id) {
    signal("-STOP", running(id).process().descendants());
  }

  /** The process around the program stops with it, and would not see it end. */
  @Override
  public void thaw(String id) {
    ProcessHandle around = running(id).process().toHandle();
    signal("-CONT", Stream.concat(Stream.of(around), around.descendants()));
  }

  private static void signal(String signal, Stream<ProcessHandle> processes) {
    List<String> line = new ArrayList<>(List.of("kill", signal));
    processes.map(ProcessHandle::pid).map(String::valueOf).forEach(line::add);
    try {
      Command.of(line).run().orThrow();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public LogMember member(String id) {
    return new LogMember(id, "10.98.0." + id.substring(1) + ":" + PORT);
  }

  @Override
  public void await(String what, BooleanSupplier holds) {
    try {
      Awaitility.await(what)
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(10))
          .until(holds::getAsBoolean);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("not within " + PATIENCE + ": " + what, e);
    }
  }

  @Override
  public void close() {
    for (String id : List.copyOf(members)) {
      rejoin(id);
      thaw(id);
      stop(id);
    }
  }
}
