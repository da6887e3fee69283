package io.jswarm.lab.net;

import static io.jswarm.lab.e2e.ClusterView.within;

import io.jswarm.lab.e2e.ClusterView;
import io.jswarm.lab.e2e.CommandLine;
import io.jswarm.lab.e2e.EngineApi;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.traffic.TrafficReport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A service of one task that calls another service by its virtual address on a network of both, and
 * says in its log what became of that.
 */
final class VipCaller implements AutoCloseable {
  static final String NETWORK = "inner";
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int SECONDS_MAX = 120;

  private final NetCluster cluster;
  private final LabHost host;
  private final String name;

  private VipCaller(NetCluster cluster, LabHost host, String name) {
    this.cluster = cluster;
    this.host = host;
    this.name = name;
  }

  /**
   * Begins to call; {@link #awaitBegin} says when it does.
   *
   * @param host where the caller runs, whatever happens elsewhere
   * @param kept over so many connections that stay open; 0 makes one for each request
   */
  static VipCaller start(NetCluster cluster, LabHost host, String service, int perSecond, int kept)
      throws IOException {
    String name = "caller-" + kept;
    String vip = cluster.virtualAddress(service, NETWORK);
    cluster
        .api()
        .post(
            "/services/create",
            """
            {"Name": "%s", "Mode": {"Replicated": {"Replicas": 1}},
             "TaskTemplate": {"RestartPolicy": {"Condition": "none"},
               "Placement": {"Constraints": ["node.hostname==%s"]},
               "ContainerSpec": {"Image": "netapp:latest",
                 "Args": ["netapp", "load", "%s", "80", "%d", "%d", "%d"]},
               "Networks": [{"Target": "%s"}]}}
            """
                .formatted(name, host.hostname(), vip, perSecond, SECONDS_MAX, kept, NETWORK))
        .orThrow();
    return new VipCaller(cluster, host, name);
  }

  void awaitBegin() {
    within(SOON, name + " calls", () -> log().contains("begin"));
  }

  /** Calls no more, waits for what was asked, and tells what became of it. */
  TrafficReport stop() throws IOException, InterruptedException {
    JsonNode task = cluster.from(1).running(name).getFirst();
    String container = ClusterView.containerOf(task);
    new EngineApi(host).post("/containers/" + container + "/kill?signal=TERM", "").orThrow();
    within(
        SOON, name + " has ended", () -> log().stream().anyMatch(line -> line.startsWith("end ")));
    return TrafficReport.of(log());
  }

  private List<String> log() throws InterruptedException {
    return CommandLine.JSWARM.run(cluster.lab.host(1), "service", "logs", "--raw", name).lines();
  }

  @Override
  public void close() {
    cluster.removeService(name);
  }
}
