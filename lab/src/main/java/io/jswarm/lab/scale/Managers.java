package io.jswarm.lab.scale;

import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.host.Outcome;
import io.jswarm.lab.wire.Call;
import io.jswarm.lab.wire.Engine;
import io.jswarm.lab.wire.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The cluster's managers: what they are asked, and what they use. */
final class Managers {
  private static final int COUNT = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final double MEGABYTE = 1 << 20;
  private static final int UNAVAILABLE = 503;

  /** Of the processors for each manager: four threads' worth, whatever else the machine does. */
  private static final int SHARE = 4_096;

  /** For all nodes together: as much as two managers. */
  private static final int FLEET_SHARE = 2 * SHARE;

  /** Closed connections whose ports the kernel still keeps. */
  private static final int CLOSED_MAX = 2_000;

  private final Lab lab;
  private final Processors processors;
  private final Map<Integer, Long> pids = new LinkedHashMap<>();

  private Managers(Lab lab) {
    this.lab = lab;
    processors = new Processors(lab.options().prefix());
  }

  /** Makes a cluster of the lab's first hosts. */
  static Managers of(Lab lab) throws IOException, InterruptedException {
    lab.swarm(COUNT, 0);
    Managers managers = new Managers(lab);
    for (int i = 1; i <= COUNT; i++) {
      long pid = lab.host(i).daemonPid();
      managers.pids.put(i, pid);
      managers.processors.share(i, SHARE);
      managers.processors.put(pid, i);
    }
    managers.processors.share(COUNT + 1, FLEET_SHARE);
    managers.widenPorts();
    return managers;
  }

  /**
   * All nodes have one address, as no real ones do, and share its 28,000 ports with what is left of
   * closed connections for a minute: the kernel spends its time on looking for a port that is free.
   */
  private void widenPorts() throws InterruptedException {
    Outcome outcome =
        fleetHost()
            .exec(
                "sysctl",
                "-qw",
                "net.ipv4.ip_local_port_range=1024 65535",
                "net.ipv4.tcp_max_tw_buckets=" + CLOSED_MAX);
    if (!outcome.succeeded()) {
      throw new IllegalStateException("the nodes' host did not take its settings: " + outcome);
    }
  }

  /** The host the fleets are on. */
  LabHost fleetHost() {
    return lab.host(COUNT + 1);
  }

  static int hosts() {
    return COUNT + 1;
  }

  /** Where a fleet has to put itself: {@link Processors#members}. */
  Path fleetProcessors() {
    return processors.members(COUNT + 1);
  }

  List<String> addresses() {
    return pids.keySet().stream().map(i -> lab.host(i).address() + ":2377").toList();
  }

  /** Asks one that lives. */
  Reply ask(Call call) throws IOException {
    return ask(pids.keySet().iterator().next(), call);
  }

  /** Asks one manager, again and again while it says that nobody leads. */
  private Reply ask(int host, Call call) throws IOException {
    Engine engine = new Engine(lab.host(host).socket());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Reply reply = engine.ask(call, PATIENCE);
    while (reply.status() == UNAVAILABLE
        && call.method().equals("GET")
        && System.nanoTime() < deadline) {
      reply = engine.ask(call, PATIENCE);
    }
    if (!reply.succeeded()) {
      throw new IOException(call.method() + " " + call.path() + ": " + reply.message());
    }
    return reply;
  }

  String workerToken() throws IOException {
    return ask(Call.get("/swarm")).json().path("JoinTokens").path("Worker").asString("");
  }

  /** The host of the leader, as long as there is one that says so. */
  int leader() throws IOException {
    for (JsonNode node :
        ask(Call.get("/nodes?filters=%7B%22role%22%3A%5B%22manager%22%5D%7D"))
            .json()
            .valueStream()
            .toList()) {
      if (node.path("ManagerStatus").path("Leader").asBoolean(false)) {
        String hostname = node.path("Description").path("Hostname").asString("");
        return Integer.parseInt(hostname.replaceAll("\\D", ""));
      }
    }
    throw new IllegalStateException("no manager leads");
  }

  /** Takes the power from a host. */
  void powerOff(int host) throws InterruptedException {
    lab.host(host).powerOff();
    pids.remove(host);
  }

  /** What each that lives has used, by its host. */
  Map<Integer, ProcessUse> uses() throws IOException {
    Map<Integer, ProcessUse> uses = new LinkedHashMap<>();
    for (var each : pids.entrySet()) {
      uses.put(each.getKey(), ProcessUse.of(each.getValue()));
    }
    return uses;
  }

  /** Megabytes of the log's files and of the newest snapshot on the host of a manager. */
  double[] logAndSnapshot(int host) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(lab.host(host).data().resolve("swarm/raft"))) {
      all.filter(Files::isRegularFile).forEach(files::add);
    }
    double log = 0;
    double snapshot = 0;
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (name.startsWith("log_")) {
        log += Files.size(file) / MEGABYTE;
      } else if (name.startsWith("snapshot.") && !name.endsWith(".md5")) {
        snapshot = Math.max(snapshot, Files.size(file) / MEGABYTE);
      }
    }
    return new double[] {log, snapshot};
  }
}
