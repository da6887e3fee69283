package io.jswarm.worker.net.live;

import io.jswarm.api.model.NetworkAttachment;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.overlaynet.kernel.NetNamespace;
import io.jswarm.worker.Rootless;
import io.jswarm.worker.engine.NetworkMode;
import io.jswarm.worker.task.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Three nodes and a client of nobody's cluster on one switch, each a namespace, the nodes with a
 * data path each; closing removes all of it. Node {@code i} is 10.99.0.i and fd99::i, the client
 * 10.99.0.100 and fd99::100.
 */
final class Mesh implements AutoCloseable {
  static final int NODES = 3;

  private final Path directory;
  private final Map<String, NetNamespace> namespaces = new HashMap<>();
  private final List<KernelDataPath> dataPaths = new ArrayList<>();
  private final List<String> files = new ArrayList<>();

  Mesh(Path directory) throws IOException, InterruptedException {
    Rootless.skipIfSaid();
    this.directory = directory;
    create("switch");
    String hub = "nsenter --net=" + file("switch") + " ";
    sh(hub + "ip link add br0 type bridge forward_delay 0");
    sh(hub + "ip link set br0 up");
    for (int i = 1; i <= NODES; i++) {
      plug("node" + i, i);
      dataPaths.add(open(i));
    }
    plug("client", 100);
  }

  private KernelDataPath open(int node) throws IOException {
    return KernelDataPath.open(
        "node" + node, directory.resolve("state" + node), NetNamespace.open(file("node" + node)));
  }

  private void create(String name) throws IOException {
    namespaces.put(name, NetNamespace.create(file(name)));
    files.add(name);
  }

  private void plug(String name, int number) throws IOException, InterruptedException {
    create(name);
    String hub = "nsenter --net=" + file("switch") + " ip ";
    String in = "nsenter --net=" + file(name) + " ip ";
    String port = "p" + number;
    sh(in + "link add eth0 type veth peer name " + port);
    sh(in + "link set " + port + " netns " + file("switch"));
    sh(hub + "link set " + port + " master br0 up");
    sh(in + "addr add 10.99.0." + number + "/24 dev eth0");
    sh(in + "addr add fd99::" + number + "/64 dev eth0 nodad");
    sh(in + "link set eth0 up");
  }

  private static void sh(String command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sh", "-c", command).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException("failed: " + command);
    }
  }

  private Path file(String name) {
    return directory.resolve("jsw-" + name);
  }

  NetNamespace in(String name) {
    return Objects.requireNonNull(namespaces.get(name), name);
  }

  /** All nodes are told these facts, and follow. */
  void hear(List<NetworkFact> facts) throws InterruptedException {
    CountDownLatch applied = new CountDownLatch(NODES);
    for (KernelDataPath each : dataPaths) {
      each.beginFacts();
      each.facts(facts, List.of(), true, applied::countDown);
    }
    if (!applied.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the facts were not applied");
    }
  }

  /** One fact more, or in place of another. */
  void hear(NetworkFact fact) throws InterruptedException {
    change(List.of(fact), List.of());
  }

  void forget(NetworkFact fact) throws InterruptedException {
    change(List.of(), List.of(fact.key()));
  }

  private void change(List<NetworkFact> put, List<String> removed) throws InterruptedException {
    CountDownLatch applied = new CountDownLatch(NODES);
    dataPaths.forEach(each -> each.facts(put, removed, false, applied::countDown));
    if (!applied.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the facts were not applied");
    }
  }

  /** The daemon of a node ends and another one starts, which no manager tells anything. */
  void restart(int node, List<String> containers) throws IOException, InterruptedException {
    dataPaths.get(node - 1).close();
    KernelDataPath next = open(node);
    dataPaths.set(node - 1, next);
    next.recover(containers);
    CountDownLatch followed = new CountDownLatch(1);
    next.facts(List.of(), List.of(), false, followed::countDown);
    if (!followed.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("what was known before was not applied");
    }
  }

  /** Makes a container on a node; {@link #in} finds its namespace by that name. */
  void run(int node, String name, NetworkAttachment... networks) throws IOException {
    TaskStatus status = TaskStatus.of(TaskState.PREPARING, Sample.NOON, "preparing");
    Task task =
        Sample.task("task-" + name, TaskState.RUNNING, status)
            .withNetworksAttachments(List.of(networks));
    NetworkMode mode = dataPaths.get(node - 1).join(containerId(name), task, List.of());
    namespaces.put(name, NetNamespace.open(((NetworkMode.Joined) mode).namespace()));
  }

  static String containerId(String name) {
    return name + "0".repeat(64 - name.length());
  }

  @Override
  public void close() throws IOException {
    for (KernelDataPath each : dataPaths) {
      each.dismantle();
    }
    namespaces.values().forEach(NetNamespace::close);
    for (String file : files) {
      NetNamespace.delete(file(file));
    }
  }
}
