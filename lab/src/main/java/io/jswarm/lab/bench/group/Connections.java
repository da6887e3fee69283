package io.jswarm.lab.bench.group;

import io.jswarm.lab.bench.cluster.Cluster;
import io.jswarm.lab.bench.node.BareNodes;
import io.jswarm.lab.bench.node.LoneFacts;
import io.jswarm.lab.bench.sample.Contender;
import io.jswarm.lab.bench.sample.Recorder;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.traffic.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a new connection costs through a published port, and through haproxy on the same node to the
 * same tasks, in turn: on the node of the tasks and on another one.
 */
final class Connections implements Group {
  private static final Path HAPROXY = Path.of("/usr/sbin/haproxy");
  private static final int PROXY_PORT = 9080;

  @Override
  public String title() {
    return "connections";
  }

  @Override
  public int samples(int wanted, Contender contender) {
    return contender == Contender.JSWARM ? wanted : 0;
  }

  @Override
  public double secondsPerSample(Contender contender) {
    return 16;
  }

  @Override
  public void measure(Cluster cluster, Recorder recorder, int samples)
      throws IOException, InterruptedException {
    if (!Files.isExecutable(HAPROXY)) {
      throw new IllegalStateException(
          "there is no haproxy to compare with; install the package haproxy");
    }
    cluster.lab().halt();
    Path settings = Files.createTempFile("bench", ".cfg");
    try (BareNodes nodes = BareNodes.up(cluster.lab().options().top())) {
      Files.writeString(settings, settings());
      for (LabHost host : nodes.lab().hosts()) {
        nodes.serve(
            new Place.OnHost(nodes.lab(), host),
            List.of(HAPROXY.toString(), "-db", "-f", settings.toString()));
      }
      for (int round = -1; round < samples; round++) {
        for (LabHost host : nodes.lab().hosts()) {
          String where = host.index() == 1 ? "remote" : "local";
          double ingress = nodes.connections(nodes.outside(), host.address(), LoneFacts.WEB_PORT);
          double proxy = nodes.connections(nodes.outside(), host.address(), PROXY_PORT);
          if (round >= 0) { // the first has found what to do
            recorder.value("connection_ingress_" + where, ingress, "µs", Map.of());
            recorder.value("connection_haproxy_" + where, proxy, "µs", Map.of());
            recorder.value("connection_ratio_" + where, ingress / proxy, "×", Map.of());
          }
        }
      }
    } finally {
      Files.deleteIfExists(settings);
      cluster.lab().resume();
      cluster.settle();
    }
  }

  private static String settings() {
    StringBuilder text =
        new StringBuilder(
            """
            global
              maxconn 4000
              nbthread 2
            defaults
              mode tcp
              timeout connect 5s
              timeout client 30s
              timeout server 30s
            listen web
              bind :%d
              balance random
            """
                .formatted(PROXY_PORT));
    List<String> tasks = BareNodes.tasksOnFabric();
    for (int i = 0; i < tasks.size(); i++) {
      text.append("  server t%d %s:80\n".formatted(i, tasks.get(i)));
    }
    return text.toString();
  }
}
