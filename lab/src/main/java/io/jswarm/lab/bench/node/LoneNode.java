package io.jswarm.lab.bench.node;

import com.sun.management.OperatingSystemMXBean;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Driver;
import io.jswarm.api.model.NetworkAttachment;
import io.jswarm.api.model.SwarmNetwork;
import io.jswarm.api.model.SwarmNetworkSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.model.Version;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.worker.engine.NetworkMode;
import io.jswarm.worker.net.live.KernelDataPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A data path in the namespaces it is started in. It reads a command a line and answers each with a
 * line or several, the last of which begins with {@code ok}; at the end of its input it removes
 * what it made.
 */
public final class LoneNode {
  private static final long APPLY_SECONDS_MAX = 60;
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final KernelDataPath dataPath;
  private final int index;
  private int services;
  private int tasks;

  private LoneNode(int index, KernelDataPath dataPath) {
    this.index = index;
    this.dataPath = dataPath;
  }

  /** INDEX DIRECTORY UNDERLAY TASKS, as {@link LoneFacts#base} takes the last two. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int index = Integer.parseInt(arguments[0]);
    KernelDataPath dataPath =
        KernelDataPath.open(LoneFacts.node(index), Path.of(arguments[1]).toAbsolutePath());
    LoneNode node = new LoneNode(index, dataPath);
    try {
      dataPath.recover(List.of());
      dataPath.beginFacts();
      node.tell(LoneFacts.base(arguments[2], Integer.parseInt(arguments[3])), List.of(), true);
      say("ok");
      node.obey();
    } finally {
      dataPath.dismantle();
    }
    System.exit(0);
  }

  private void obey() throws IOException, InterruptedException {
    var reader = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "join" -> say("ok " + join(Integer.parseInt(words[1])));
        case "crowd" -> crowd(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
        case "change" -> change(Integer.parseInt(words[1]));
        default -> throw new IllegalArgumentException("no command: " + line);
      }
    }
  }

  /** The file of the container's namespace. */
  private Path join(int container) {
    String id = Integer.toString(index) + Integer.toHexString(container);
    NetworkAttachment overlay = on(LoneFacts.OVERLAY, LoneFacts.onOverlay(index, container));
    NetworkAttachment fabric = on(NetworkFact.FABRIC, LoneFacts.onFabric(index, container));
    NetworkMode mode =
        dataPath.join(
            (id + "0".repeat(64)).substring(0, 64),
            task("web" + container, List.of(overlay, fabric)),
            List.of());
    return ((NetworkMode.Joined) mode).namespace();
  }

  /** Replaces the crowd; says how many microseconds that took. */
  private void crowd(int newServices, int newTasks) throws InterruptedException {
    List<String> old = LoneFacts.crowd(services, tasks).stream().map(NetworkFact::key).toList();
    services = newServices;
    tasks = newTasks;
    say("ok " + tell(LoneFacts.crowd(services, tasks), old, false));
  }

  /** A task more and one less, in turn, each of another service; a line each: wall and CPU. */
  private void change(int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      NetworkFact.Backend task = LoneFacts.crowdTask(i / 2 % services, tasks, tasks);
      long cpu = SYSTEM.getProcessCpuTime();
      long wall =
          i % 2 == 0
              ? tell(List.of(task), List.of(), false)
              : tell(List.of(), List.of(task.key()), false);
      say("change %d %d".formatted(wall, (SYSTEM.getProcessCpuTime() - cpu) / 1000));
    }
    say("ok");
  }

  /** Microseconds until the kernel followed. */
  private long tell(List<NetworkFact> put, List<String> removed, boolean complete)
      throws InterruptedException {
    CountDownLatch applied = new CountDownLatch(1);
    long began = System.nanoTime();
    dataPath.facts(put, removed, complete, applied::countDown);
    if (!applied.await(APPLY_SECONDS_MAX, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the kernel did not follow within a minute");
    }
    return (System.nanoTime() - began) / 1000;
  }

  private static NetworkAttachment on(String network, String address) {
    SwarmNetworkSpec spec =
        new SwarmNetworkSpec(network, Map.of(), null, false, false, false, false, null, null, "");
    return new NetworkAttachment(
        new SwarmNetwork(
            network, Version.ZERO, Instant.EPOCH, Instant.EPOCH, spec, Driver.DEFAULT, null),
        List.of(address));
  }

  private static Task task(String id, List<NetworkAttachment> networks) {
    TaskSpec spec = TaskSpec.of(ContainerSpec.of("none"));
    return Task.of(id, "web", spec, TaskStatus.of(TaskState.PREPARING, Instant.EPOCH, ""))
        .withSlot(1)
        .withNetworksAttachments(networks);
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
