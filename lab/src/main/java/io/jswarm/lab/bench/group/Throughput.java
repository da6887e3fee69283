package io.jswarm.lab.bench.group;

import io.jswarm.lab.bench.cluster.Cluster;
import io.jswarm.lab.bench.node.BareNodes;
import io.jswarm.lab.bench.node.LoneFacts;
import io.jswarm.lab.bench.sample.Contender;
import io.jswarm.lab.bench.sample.Recorder;
import io.jswarm.lab.traffic.Place;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * One TCP stream from host to host, from container to container, and through a virtual address, in
 * turn.
 */
final class Throughput implements Group {
  private static final String PORT = "5001";
  private static final int MILLIS = 600;
  private static final int ROUNDS_PER_SAMPLE = 6;

  /** What a stream took. */
  private record Stream(double megabitsPerSecond, double cpuMicrosPerMegabyte) {}

  @Override
  public String title() {
    return "throughput";
  }

  @Override
  public int samples(int wanted, Contender contender) {
    return contender == Contender.JSWARM ? wanted : 0;
  }

  @Override
  public double secondsPerSample(Contender contender) {
    return 18;
  }

  @Override
  public void measure(Cluster cluster, Recorder recorder, int samples)
      throws IOException, InterruptedException {
    cluster.lab().halt();
    try (BareNodes nodes = BareNodes.up(cluster.lab().options().top())) {
      String meter = nodes.lab().netMeter().toString();
      Place host = new Place.OnHost(nodes.lab(), nodes.lab().host(1));
      nodes.serve(
          new Place.OnHost(nodes.lab(), nodes.lab().host(2)), List.of(meter, "drain", PORT));
      nodes.serve(nodes.task(0), List.of(meter, "drain", PORT));
      String underlay = nodes.lab().host(2).address();
      String task = LoneFacts.onOverlay(2, 0);
      pour(host, underlay);
      pour(nodes.client(), LoneFacts.ONE_VIP);
      for (int round = 0; round < samples * ROUNDS_PER_SAMPLE; round++) {
        Stream raw = pour(host, underlay);
        Stream vxlan = pour(nodes.client(), task);
        Stream vip = pour(nodes.client(), LoneFacts.ONE_VIP);
        record(recorder, "underlay", raw);
        record(recorder, "vxlan", vxlan);
        record(recorder, "vip", vip);
        ratio(recorder, "vxlan", vxlan, raw);
        ratio(recorder, "vip", vip, vxlan);
      }
    } finally {
      cluster.lab().resume();
      cluster.settle();
    }
  }

  private static void record(Recorder recorder, String path, Stream stream) throws IOException {
    recorder.value("throughput_" + path, stream.megabitsPerSecond, "Mbit/s", Map.of());
    recorder.value("throughput_cpu_" + path, stream.cpuMicrosPerMegabyte, "µs/MB", Map.of());
  }

  private static void ratio(Recorder recorder, String path, Stream one, Stream other)
      throws IOException {
    recorder.value(
        "throughput_ratio_" + path, one.megabitsPerSecond / other.megabitsPerSecond, "×", Map.of());
    // What CPUs that have nothing else to do would reach; the speed is also that of the scheduler.
    recorder.value(
        "throughput_cpu_ratio_" + path,
        other.cpuMicrosPerMegabyte / one.cpuMicrosPerMegabyte,
        "×",
        Map.of());
  }

  private static Stream pour(Place from, String address) throws InterruptedException {
    String meter = from.lab().netMeter().toString();
    String[] words =
        from.run(List.of(meter, "pour", address, PORT, Integer.toString(MILLIS)))
            .orThrow()
            .split(" ", -1);
    double bytes = Double.parseDouble(words[0]);
    return new Stream(
        bytes * 8 / Double.parseDouble(words[1]), Double.parseDouble(words[2]) / bytes * 1e6);
  }
}
