package io.jswarm.lab.bench.group;

import io.jswarm.lab.bench.cluster.Cluster;
import io.jswarm.lab.bench.node.BareNodes;
import io.jswarm.lab.bench.node.LoneFacts;
import io.jswarm.lab.bench.node.NodeProcess;
import io.jswarm.lab.bench.sample.Contender;
import io.jswarm.lab.bench.sample.Recorder;
import io.jswarm.lab.traffic.Place;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a thousand services with ten tasks each cost a node: a new connection beside them and
 * without them, in turn, and one task more or less.
 */
final class Crowd implements Group {
  private static final int SERVICES = 999;
  private static final int TASKS = 10;
  private static final int CHANGES = 300;

  /** What a daemon has done often is compiled. */
  private static final int WARM_UP = 200;

  @Override
  public String title() {
    return "crowd";
  }

  @Override
  public int samples(int wanted, Contender contender) {
    return contender == Contender.JSWARM ? wanted : 0;
  }

  @Override
  public double secondsPerSample(Contender contender) {
    return 20;
  }

  @Override
  public void measure(Cluster cluster, Recorder recorder, int samples)
      throws IOException, InterruptedException {
    cluster.lab().halt();
    try (BareNodes nodes = BareNodes.up(cluster.lab().options().top())) {
      crowd(nodes, SERVICES);
      nodes.nodes().getFirst().change(WARM_UP);
      for (int round = 0; round < samples; round++) {
        crowd(nodes, 0);
        double ingressAlone = ingress(nodes);
        double vipAlone = vip(nodes);
        crowd(nodes, SERVICES);
        double ingress = ingress(nodes);
        double vip = vip(nodes);
        recorder.value("crowd_ingress_alone", ingressAlone, "µs", Map.of());
        recorder.value("crowd_ingress", ingress, "µs", Map.of());
        recorder.value("crowd_ingress_growth", ingress / ingressAlone, "×", Map.of());
        recorder.value("crowd_vip_alone", vipAlone, "µs", Map.of());
        recorder.value("crowd_vip", vip, "µs", Map.of());
        recorder.value("crowd_vip_growth", vip / vipAlone, "×", Map.of());
        changes(recorder, nodes.nodes().getFirst());
      }
    } finally {
      cluster.lab().resume();
      cluster.settle();
    }
  }

  private static void crowd(BareNodes nodes, int services) throws IOException {
    for (NodeProcess each : nodes.nodes()) {
      each.crowd(services, TASKS);
    }
  }

  private static double ingress(BareNodes nodes) throws IOException, InterruptedException {
    String address = nodes.lab().host(1).address();
    return nodes.connections(nodes.outside(), address, LoneFacts.WEB_PORT);
  }

  private static double vip(BareNodes nodes) throws IOException, InterruptedException {
    Place from = nodes.client();
    return nodes.connections(from, LoneFacts.WEB_VIP, 80);
  }

  private static void changes(Recorder recorder, NodeProcess node) throws IOException {
    List<NodeProcess.Change> all = node.change(CHANGES);
    double cpu = all.stream().mapToDouble(NodeProcess.Change::cpuMillis).average().orElseThrow();
    recorder.value("crowd_change", share(all, 0.5), "ms", Map.of("n", CHANGES));
    recorder.value("crowd_change_p99", share(all, 0.99), "ms", Map.of("n", CHANGES));
    recorder.value("crowd_change_cpu", cpu, "ms", Map.of("n", CHANGES));
  }

  private static double share(List<NodeProcess.Change> all, double share) {
    ToDoubleFunction<NodeProcess.Change> wall = NodeProcess.Change::wallMillis;
    double[] sorted = all.stream().mapToDouble(wall).sorted().toArray();
    return sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
  }
}
