package io.jswarm.lab.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * A number of hosts on one bridge. Closing the lab, or ending the JVM, removes every namespace,
 * mount, process, cgroup and file of it; making it first removes what a crashed run left.
 */
public final class Lab implements AutoCloseable {
  private static final Set<Lab> OPEN = ConcurrentHashMap.newKeySet();

  private final LabOptions options;
  private final int size;
  private final FileChannel turn;
  private final Thread atExit = new Thread(this::down, "lab-down");

  private Lab(LabOptions options, int size, FileChannel turn) {
    this.options = options;
    this.size = size;
    this.turn = turn;
  }

  /**
   * Makes hosts 1 to {@code size} and waits until their daemons answer.
   *
   * @throws IllegalStateException when one does not, with the script's last words
   */
  public static Lab up(LabOptions options, int size) throws InterruptedException {
    var lab = new Lab(options, size, takeTurn(options));
    OPEN.add(lab);
    Runtime.getRuntime().addShutdownHook(lab.atExit);
    try {
      lab.verb("up", Integer.toString(size)).orThrow();
    } catch (IllegalStateException e) {
      lab.close();
      throw e;
    }
    return lab;
  }

  /** The labs of this JVM that have not been closed, in no order. */
  public static List<Lab> open() {
    return List.copyOf(OPEN);
  }

  /**
   * Two runs on one machine use the same names: the later one waits. The kernel frees the lock of
   * one that dies.
   */
  private static FileChannel takeTurn(LabOptions options) {
    Path file = Path.of("/run/lock", options.prefix() + ".lock");
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.lock();
      return channel;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public LabHost host(int index) {
    if (index < 1 || index > size) {
      throw new IllegalArgumentException("the lab has hosts 1 to " + size + ", not " + index);
    }
    return new LabHost(this, index);
  }

  public List<LabHost> hosts() {
    return IntStream.rangeClosed(1, size).mapToObj(this::host).toList();
  }

  /** Imports busybox:latest, made from this machine's static busybox, into every host. */
  public void importImages() throws InterruptedException {
    for (LabHost host : hosts()) {
      verb("image", Integer.toString(host.index())).orThrow();
    }
  }

  /**
   * Gives every host a disk of its own for its data root, which can then be filled and frozen. The
   * hosts are switched off and on; what they had is gone.
   *
   * @param size as mkfs takes it, such as 256M
   */
  public void ownDisks(String size) throws InterruptedException {
    verb("disks", size).orThrow();
  }

  /**
   * Makes one cluster: hosts 1 to {@code managers} are managers, the next {@code workers} are
   * workers.
   */
  public void swarm(int managers, int workers) throws InterruptedException {
    verb("swarm", Integer.toString(managers), Integer.toString(workers)).orThrow();
  }

  /**
   * Stops every process of every host where it is, so that the lab takes nothing of the machine.
   */
  public void halt() throws InterruptedException {
    verb("halt").orThrow();
  }

  /** Undoes {@link #halt}; a cluster then needs a moment to find itself again. */
  public void resume() throws InterruptedException {
    verb("resume").orThrow();
  }

  /** A tar of the root file system those images are made of, to be imported by other means. */
  public Path rootFileSystem() throws InterruptedException {
    return Path.of(verb("rootfs").orThrow());
  }

  /** Imports netapp:latest, which serves port 80 and says who called, into every host. */
  public void importNetApp() throws InterruptedException {
    for (LabHost host : hosts()) {
      verb("app", Integer.toString(host.index())).orThrow();
    }
  }

  /** Builds {@link #netApp} and {@link #netMeter}, for hosts that have no images. */
  public void buildNetApp() throws InterruptedException {
    verb("app").orThrow();
  }

  /** What measures networks, from a host; there once {@link #netApp} is. */
  public Path netMeter() {
    return options.dir().resolve("netmeter");
  }

  /** The same program for hosts; there once {@link #importNetApp} has been called. */
  public Path netApp() {
    return options.dir().resolve("netapp");
  }

  /** Runs a program on a host of no cluster. */
  public Outcome outside(List<String> words) throws InterruptedException {
    List<String> all = new ArrayList<>(List.of("outside"));
    all.addAll(words);
    return verb(all.toArray(String[]::new));
  }

  /** Begins a program on a host of no cluster. */
  public Process spawnOutside(Path errors, List<String> words) throws IOException {
    List<String> all = new ArrayList<>(List.of("outside"));
    all.addAll(words);
    return spawn(errors, all);
  }

  public Path dir() {
    return options.dir();
  }

  public LabOptions options() {
    return options;
  }

  /** Runs one verb of the script {@code lab/hosts} on this lab. */
  Outcome verb(String... words) throws InterruptedException {
    List<String> line = new ArrayList<>(List.of(options.top().resolve("lab/hosts").toString()));
    line.addAll(List.of(words));
    return Command.of(line).with(environment()).within(Duration.ofMinutes(5)).run();
  }

  Process spawn(Path errors, List<String> words) throws IOException {
    List<String> line = new ArrayList<>(List.of(options.top().resolve("lab/hosts").toString()));
    line.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(line).redirectError(errors.toFile());
    builder.environment().putAll(environment());
    return builder.start();
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("JSW_LAB", options.dir().toString());
    environment.put("JSW_PREFIX", options.prefix());
    environment.put("JSW_SUBNET", LabHost.SUBNET);
    environment.put("JSW_HOST_NAMES", options.hostNames());
    environment.put(
        "JSW_ENGINE",
        switch (options.engine()) {
          case JSWARMD -> "jswarmd";
          case DOCKERD -> "dockerd";
          case NONE -> "none";
        });
    environment.put("JSW_DAEMON_FLAGS", options.daemonFlags());
    environment.put(
        "JSW_KEEP_LOGS",
        options.top().resolve("lab/target/host-logs/" + options.prefix()).toString());
    return environment;
  }

  @Override
  public void close() {
    OPEN.remove(this);
    down();
    Runtime.getRuntime().removeShutdownHook(atExit);
    try {
      turn.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void down() {
    try {
      verb("down").orThrow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "interrupted while the lab in " + options.dir() + " was removed", e);
    }
  }
}
