package io.jswarm.lab.bench.group;

import io.jswarm.lab.bench.cluster.Cluster;
import io.jswarm.lab.bench.cluster.Watch;
import io.jswarm.lab.bench.sample.Contender;
import io.jswarm.lab.bench.sample.Recorder;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.wire.Call;
import io.jswarm.lab.wire.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A worker, and a manager made a worker first, leave and join again: the calls, until the node that
 * left is called down, and until the one that joined is ready (a manager: and reachable).
 */
final class JoinLeave implements Group {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Duration POLL = Duration.ofMillis(20);

  /** What the host that comes and goes is. */
  private enum Part {
    WORKER,
    MANAGER;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** As Docker's join tokens are called. */
    String token() {
      return this == WORKER ? "Worker" : "Manager";
    }
  }

  @Override
  public String title() {
    return "join";
  }

  @Override
  public int samples(int wanted, Contender contender) {
    return Math.max(1, wanted / 2);
  }

  @Override
  public double secondsPerSample(Contender contender) {
    return contender == Contender.JSWARM ? 15 : 38;
  }

  @Override
  public void measure(Cluster cluster, Recorder recorder, int samples)
      throws IOException, InterruptedException {
    for (int round = 0; round < samples; round++) {
      LabHost leader = cluster.leader();
      sample(Part.WORKER, leader, cluster.worker(round), recorder);
      // The leader is not demoted: that would be a change of leader, which is measured elsewhere.
      sample(Part.MANAGER, leader, cluster.managerBut(leader, round), recorder);
      cluster.settle();
    }
  }

  private static void sample(Part part, LabHost leader, LabHost host, Recorder recorder)
      throws IOException, InterruptedException {
    String token =
        Cluster.ask(leader, Call.get("/swarm")).path("JoinTokens").path(part.token()).asString("");
    JsonNode node = Cluster.node(leader, host).orElseThrow(IllegalStateException::new);
    String path = "/nodes/" + node.path("ID").asString("");
    if (part == Part.MANAGER) {
      demote(leader, host, path);
    }
    Watch watch = Watch.start();
    call(host, "/swarm/leave", "");
    recorder.seconds("leave_call_" + part.word(), watch.seconds());
    OptionalDouble down =
        watch.until(
            LIMIT, POLL, () -> Cluster.state(Cluster.ask(leader, Call.get(path))).equals("down"));
    recorder.seconds("leave_to_down_" + part.word(), down);
    Cluster.ask(leader, Call.delete(path + "?force=1"));
    join(part, leader, host, token, recorder);
    Watch.pause(Duration.ofSeconds(1));
  }

  private static void join(Part part, LabHost leader, LabHost host, String token, Recorder recorder)
      throws IOException, InterruptedException {
    String body =
        """
        {"RemoteAddrs": ["%s:2377"], "JoinToken": "%s", "ListenAddr": "0.0.0.0:2377",
         "AdvertiseAddr": "%s"}
        """
            .formatted(leader.address(), token, host.address());
    Watch watch = Watch.start();
    call(host, "/swarm/join", body);
    recorder.seconds("join_call_" + part.word(), watch.seconds());
    recorder.seconds(
        "join_to_ready_" + part.word(),
        watch.until(LIMIT, POLL, () -> isThere(part, Cluster.node(leader, host))));
  }

  private static boolean isThere(Part part, Optional<JsonNode> node) {
    return node.isPresent()
        && Cluster.state(node.get()).equals("ready")
        && (part == Part.WORKER || Cluster.isReachable(node.get()));
  }

  private static void call(LabHost host, String path, String body) throws IOException {
    Reply reply = Cluster.engine(host).ask(Call.post(path, body), LIMIT);
    if (!reply.succeeded()) {
      throw new IOException(path + " on host " + host.index() + " -> " + reply);
    }
  }

  private static void demote(LabHost leader, LabHost host, String path)
      throws InterruptedException {
    OptionalDouble asked =
        Watch.start()
            .until(
                LIMIT,
                POLL,
                () -> {
                  JsonNode node = Cluster.ask(leader, Call.get(path));
                  if (!(node.path("Spec") instanceof ObjectNode spec)) {
                    return false;
                  }
                  spec.put("Role", "worker");
                  long version = node.path("Version").path("Index").asLong();
                  Cluster.ask(
                      leader, Call.post(path + "/update?version=" + version, spec.toString()));
                  return true;
                });
    OptionalDouble demoted =
        Watch.start()
            .until(
                LIMIT,
                POLL,
                () ->
                    !Cluster.ask(host, Call.get("/info"))
                        .path("Swarm")
                        .path("ControlAvailable")
                        .asBoolean(true));
    if (asked.isEmpty() || demoted.isEmpty()) {
      throw new IllegalStateException("host " + host.index() + " did not become a worker");
    }
  }
}
