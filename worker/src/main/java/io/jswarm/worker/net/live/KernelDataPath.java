package io.jswarm.worker.net.live;

import io.jswarm.api.model.PortConfig;
import io.jswarm.api.model.Task;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.overlaynet.kernel.NetNamespace;
import io.jswarm.overlaynet.kernel.Nft;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.engine.NetworkMode;
import io.jswarm.worker.net.DataPath;
import io.jswarm.worker.net.DataPathNews;
import io.jswarm.worker.net.FactsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries packets through this machine's kernel. Whatever is asked goes to one thread, {@link
 * DataPathLoop}, in the order it came; this class is the door to it.
 */
public final class KernelDataPath implements DataPath {
  private static final Logger LOG = LoggerFactory.getLogger(KernelDataPath.class);

  /** Whoever waits for the thread looks this often whether it is there at all. */
  private static final long LOOK_MILLIS = 500;

  private final LinkedBlockingQueue<Work> inbox = new LinkedBlockingQueue<>();
  private final Namespaces namespaces;
  private final Thread thread;

  private final DataPathNews news;

  private KernelDataPath(
      Namespaces namespaces,
      NodeNetwork network,
      TaskFiles files,
      FactsFile told,
      DataPathNews news) {
    this.namespaces = namespaces;
    this.news = news;
    this.thread =
        Thread.ofVirtual()
            .name("data-path")
            .uncaughtExceptionHandler(
                (_, fault) -> LOG.error("the data path has died of a fault", fault))
            .unstarted(new DataPathLoop(network, files, told, inbox, news::trouble)::run);
  }

  /**
   * Starts; touches nothing before it is told something.
   *
   * @param nodeId this node's own
   * @param directory where namespaces and what is known of them are kept, cleared by a restart of
   *     the machine
   * @throws IOException when this machine cannot do it; the message is for the operator
   */
  public static KernelDataPath open(String nodeId, Path directory) throws IOException {
    if (!Nft.problem().isEmpty()) {
      throw new IOException(Nft.problem());
    }
    return open(nodeId, directory, NetNamespace.ofProcess());
  }

  /**
   * As {@link #open(String, Path)}, on another machine.
   *
   * @param host the machine's own namespace, closed with the data path
   */
  static KernelDataPath open(String nodeId, Path directory, NetNamespace host) throws IOException {
    try {
      host.run(stack -> stack.nft().run("list tables"));
      Files.createDirectories(directory);
      Namespaces namespaces = Namespaces.open(directory, host);
      HostSettings settings = new HostSettings(host, directory.resolve("settings.json"));
      TaskFiles files = new TaskFiles(Files.createDirectories(directory.resolve("tasks")));
      FactsFile told = new FactsFile(directory.resolve("facts.state"));
      DataPathNews news = new DataPathNews();
      Tunnels tunnels = new Tunnels(nodeId, host, directory, InstantSource.system());
      NodeNetwork network = new NodeNetwork(nodeId, namespaces, settings, tunnels, news::paths);
      KernelDataPath dataPath = new KernelDataPath(namespaces, network, files, told, news);
      dataPath.thread.start();
      return dataPath;
    } catch (IOException e) {
      host.close();
      throw e;
    }
  }

  @Override
  public void announceTo(Consumer<String> told) {
    inbox.add(new Work.Announce(told));
  }

  @Override
  public void beginFacts() {
    inbox.add(new Work.Begin());
  }

  @Override
  public void facts(
      List<NetworkFact> put, List<String> removed, boolean complete, Runnable applied) {
    inbox.add(new Work.Hear(put, removed, complete, applied));
  }

  @Override
  public NetworkMode join(String containerId, Task task, List<PortConfig> ports) {
    LocalTask local = LocalTask.of(containerId, task, ports);
    ask(done -> new Work.Attach(local, done), "joining networks");
    return new NetworkMode.Joined(
        namespaces.container(containerId),
        local.addresses(),
        local.resolver(),
        local.hostPorts(),
        memberships(task));
  }

  /** The fabric is none of them: nobody has made it, and no list shows it. */
  private static List<NetworkMode.Membership> memberships(Task task) {
    return task.networksAttachments().stream()
        .filter(each -> !each.network().id().equals(NetworkFact.FABRIC))
        .map(each ->
            new NetworkMode.Membership(
                each.network().id(), each.network().spec().name(), each.addresses()))
        .toList();
  }

  @Override
  public void gone(String containerId) {
    inbox.add(new Work.Withdraw(containerId));
  }

  @Override
  public void leave(String containerId) {
    ask(done -> new Work.Detach(containerId, done), "leaving networks");
  }

  @Override
  public void recover(Collection<String> containerIds) {
    ask(done -> new Work.Recover(List.copyOf(containerIds), done), "taking networks over");
  }

  /** Compares with the kernel now, and not only when the minute is over. */
  void check(Runnable done) {
    inbox.add(new Work.Check(done));
  }

  @Override
  public DataPathNews news() {
    return news;
  }

  @Override
  public void close() {
    ask(Work.Close::new, "closing the data path");
  }

  @Override
  public void dismantle() {
    ask(Work.Dismantle::new, "removing the data path");
  }

  private void ask(Function<CompletableFuture<Void>, Work> work, String what) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    inbox.add(work.apply(done));
    try {
      while (!answered(done)) {
        if (!thread.isAlive() && !done.isDone()) {
          throw new EngineException.Failed(what + ": the data path has stopped");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException.Failed(what + " was interrupted", e);
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        case EngineException expected -> expected;
        case Throwable cause -> new EngineException.Failed(what, cause);
        case null -> new EngineException.Failed(what, e);
      };
    }
  }

  /** Waits for a while. */
  private static boolean answered(CompletableFuture<Void> done)
      throws InterruptedException, ExecutionException {
    try {
      done.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    }
  }
}
