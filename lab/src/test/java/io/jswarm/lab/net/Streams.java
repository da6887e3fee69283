package io.jswarm.lab.net;

import io.jswarm.lab.traffic.Traffic;
import io.jswarm.lab.traffic.TrafficReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests to one service from everywhere at once: by its published port through several nodes,
 * from an address of its own for each, and by its virtual address from containers; a connection for
 * each request, and over connections that are kept.
 */
final class Streams implements AutoCloseable {
  private static final int CONNECTIONS = 20;

  private final List<Traffic> outside = new ArrayList<>();
  private final List<VipCaller> inside = new ArrayList<>();

  /** Which connections there are. */
  enum Kind {
    /** A connection for each request. */
    NEW,
    /** Connections that stay open, as well. */
    NEW_AND_KEPT
  }

  /**
   * What to send.
   *
   * @param through nodes whose address is called from outside
   * @param callersOn the node of the containers that call
   * @param perSecond of each kind, by the port and by the address each
   */
  record Plan(
      String service, int port, List<Integer> through, int callersOn, int perSecond, Kind kind) {}

  /** Begins; returns once all of them send. */
  static Streams start(NetCluster cluster, Plan plan) throws IOException {
    Streams streams = new Streams();
    try {
      streams.begin(cluster, plan);
      return streams;
    } catch (IOException | RuntimeException e) {
      streams.close();
      throw e;
    }
  }

  private void begin(NetCluster cluster, Plan plan) throws IOException {
    List<Integer> kept = plan.kind == Kind.NEW ? List.of(0) : List.of(0, CONNECTIONS);
    for (int connections : kept) {
      inside.add(
          VipCaller.start(
              cluster,
              cluster.lab.host(plan.callersOn),
              plan.service,
              plan.perSecond,
              connections));
    }
    inside.forEach(VipCaller::awaitBegin);
    for (int node : plan.through) {
      Traffic.Plan each =
          Traffic.Plan.of(
                  cluster.lab.host(node).address(), plan.port, plan.perSecond / plan.through.size())
              .from(NetCluster.OUTSIDE_STEM + node);
      for (int connections : kept) {
        outside.add(cluster.traffic(each.over(connections)));
      }
    }
  }

  /** Sends no more, and tells what became of each stream. */
  List<TrafficReport> stop() throws IOException, InterruptedException {
    List<TrafficReport> reports = new ArrayList<>();
    for (Traffic each : outside) {
      reports.add(each.stop());
    }
    for (VipCaller each : inside) {
      reports.add(each.stop());
    }
    return reports;
  }

  @Override
  public void close() {
    outside.forEach(Traffic::close);
    inside.forEach(VipCaller::close);
  }
}
