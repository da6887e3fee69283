package io.jswarm.worker.agent.live;

import io.grpc.ManagedChannel;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import io.jswarm.pki.TlsIdentity;
import io.jswarm.worker.agent.AgentCore;
import io.jswarm.worker.agent.AgentEffect;
import io.jswarm.worker.agent.AgentInput;
import io.jswarm.worker.agent.AgentSettings;
import io.jswarm.worker.agent.AgentState;
import io.jswarm.worker.engine.Engine;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.net.DataPath;
import io.jswarm.worker.task.NodeFacts;
import io.jswarm.worker.task.StepTimes;
import io.jswarm.worker.task.TaskRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's agent at work: {@link #start} takes over what runs and looks for a leader, {@link
 * #close} leaves the containers running, {@link #leave} ends the node's part in the cluster.
 */
public final class Agent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
  private static final Duration LEAVE_MAX = Duration.ofSeconds(3);

  /** The leader has it kept by most managers before it answers. */
  private static final Duration PAUSE_TOLD_MAX = Duration.ofSeconds(2);

  /** Nothing to wait for: look again after this long at the latest. */
  private static final Duration IDLE_MAX = Duration.ofSeconds(5);

  private final Engine engine;
  private final DataPath dataPath;
  private final TlsIdentity identity;
  private final Consumer<ManagerMessage.Cluster> onCluster;
  private final AgentFile file;
  private final InstantSource clock;
  private final AgentCore core;
  private final NodeDisk nodeDisk;
  private final EngineRunner runner;
  private final FactLane factLane;
  private final VolumeWatch volumes;
  private final SessionStreams streams;
  private final SessionTrace trace = new SessionTrace();
  private final LinkedBlockingQueue<Object> inbox = new LinkedBlockingQueue<>();
  private final StateWriter writer;
  private final CountDownLatch left = new CountDownLatch(1);
  private final Thread thread;
  private volatile NodeDescription description;
  private volatile boolean stopped;

  /** A question to the core, asked between two inputs. */
  private record Question(Runnable answer) {}

  /**
   * What an agent needs.
   *
   * @param directory where its state is kept; its own
   * @param addr the node's advertised IP address
   * @param dataPath the agent's own: it closes it, or dismantles it when the node leaves
   * @param clock must not be set back or forth; see {@link SteadyClock}
   * @param onCluster called on the agent's thread with each change of managers, role or roots; must
   *     not block
   * @param means its threads and connections
   */
  public record Setup(
      Path directory,
      String addr,
      NodeDescription description,
      Engine engine,
      DataPath dataPath,
      TlsIdentity identity,
      InstantSource clock,
      Consumer<ManagerMessage.Cluster> onCluster,
      AgentMeans means) {

    /** An agent that has the process to itself. */
    public Setup(
        Path directory,
        String addr,
        NodeDescription description,
        Engine engine,
        DataPath dataPath,
        TlsIdentity identity,
        InstantSource clock,
        Consumer<ManagerMessage.Cluster> onCluster) {
      this(
          directory,
          addr,
          description,
          engine,
          dataPath,
          identity,
          clock,
          onCluster,
          AgentMeans.own(identity));
    }
  }

  private Agent(Setup setup, AgentState state) {
    this.engine = setup.engine;
    this.dataPath = setup.dataPath;
    this.identity = setup.identity;
    this.onCluster = setup.onCluster;
    this.description = setup.description;
    this.clock = setup.clock;
    this.file = new AgentFile(setup.directory);
    this.thread = setup.means.loop().newThread(this::loop);
    int cores = Runtime.getRuntime().availableProcessors();
    AgentSettings settings = AgentSettings.forCores(setup.addr, setup.description, cores);
    this.core = new AgentCore(settings, state, RandomGenerator.getDefault());
    this.nodeDisk =
        new NodeDisk(setup.directory, trouble -> troubled(AgentInput.Part.DISK, trouble));
    this.writer = new StateWriter(file, nodeDisk, setup.means.threads(), inbox::add);
    this.runner =
        new EngineRunner(engine, dataPath, this::facts, nodeDisk::trouble, clock, inbox::add);
    this.factLane = new FactLane(dataPath, setup.means.threads(), inbox::add);
    this.volumes = new VolumeWatch(engine.volumes(), inbox::add);
    this.streams = new SessionStreams(setup.means.channels(), inbox::add, this::openLogStream);
  }

  /**
   * Reads the state of before, takes over the containers that are there, and goes on with them;
   * looks for a leader among the managers it knows of.
   *
   * @param onFault called once, on the agent's thread, if a broken invariant has ended it;
   *     containers run on
   * @throws IOException when the state cannot be read or is damaged; the message says what to do
   */
  public static Agent start(Setup setup, Consumer<Throwable> onFault) throws IOException {
    AgentState state = new AgentFile(setup.directory).load();
    Agent agent = new Agent(setup, state);
    List<LocalContainer> containers = setup.engine.list();
    LOG.info("{} tasks on record, {} containers found", state.tasks().size(), containers.size());
    setup.dataPath.announceTo(key -> agent.inbox.add(new AgentInput.Keyed(key)));
    setup.dataPath.recover(
        containers.stream().filter(LocalContainer::mayRun).map(LocalContainer::id).toList());
    Instant killAt = setup.clock.instant().plus(setup.engine.guarded());
    agent.inbox.add(new AgentInput.Guarded(killAt));
    agent.inbox.add(new AgentInput.Booted(containers));
    agent.thread.setUncaughtExceptionHandler((_, fault) -> {
      LOG.error("the agent has died of a fault", fault);
      onFault.accept(fault);
    });
    agent.thread.start();
    agent.nodeDisk.start();
    setup
        .dataPath
        .news()
        .listen(
            status -> agent.inbox.add(new AgentInput.Tried(status)),
            sentence -> agent.troubled(AgentInput.Part.NETWORKS, sentence));
    return agent;
  }

  /** Where managers may be found, from outside the session. */
  public void managersKnown(List<ManagerAddress> managers) {
    inbox.add(new AgentInput.ManagersKnown(List.copyOf(managers)));
  }

  /** The node has something new to say of itself. */
  public void described(NodeDescription next) {
    description = next;
    inbox.add(new AgentInput.Described(next));
  }

  private void troubled(AgentInput.Part part, String sentence) {
    inbox.add(new AgentInput.Troubled(part, sentence));
  }

  /** The node's tasks, or nothing when the agent has stopped. */
  public List<TaskRecord> tasks() {
    return ask(core::tasks).orElse(List.of());
  }

  /** When each step of a task happened, as far as this run of the daemon knows. */
  public Optional<StepTimes> times(String taskId) {
    return ask(() -> core.times(taskId)).flatMap(found -> found);
  }

  /** Whether a leader has accepted the present session. */
  public boolean hasSession() {
    return ask(core::hasSession).orElse(false);
  }

  /**
   * Tells the leader that the node leaves, ends the session, stops all tasks and removes their
   * containers, the data path and the state. Blocks until done; without a leader it does the same.
   */
  public void leave() throws InterruptedException {
    inbox.add(new AgentInput.Leave());
    if (!left.await(LEAVE_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("the leader was not told that this node leaves: it will notice by itself");
    }
    stop();
    for (LocalContainer container : engine.list()) {
      engine.remove(container.id());
    }
    dataPath.dismantle();
    try {
      file.delete();
    } catch (IOException e) {
      throw new UncheckedIOException("the worker's state could not be removed", e);
    }
  }

  /**
   * Tells the leader that this daemon ends and is expected back, stops the agent and leaves the
   * containers running, and their traffic. Without a leader it does the same.
   */
  @Override
  public void close() {
    pause();
    stop();
    dataPath.close();
  }

  /**
   * Stops as {@link #close} does, but the machine goes down and its containers with it: nobody is
   * asked to wait.
   */
  public void closeForGood() {
    stop();
    dataPath.close();
  }

  private void pause() {
    if (stopped) {
      return;
    }
    inbox.add(new AgentInput.Pause());
    try {
      if (!left.await(PAUSE_TOLD_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("the leader was not told that this daemon ends: tasks here may be replaced soon");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void stop() {
    stopped = true;
    nodeDisk.close();
    volumes.close();
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    writer.close();
    runner.close();
    factLane.close();
  }

  private void loop() {
    try {
      while (!stopped) {
        Object next = inbox.poll(untilWake().toNanos(), TimeUnit.NANOSECONDS);
        if (next instanceof Question question) {
          question.answer.run();
        } else {
          take(next == null ? new AgentInput.Tick() : (AgentInput) next);
        }
      }
    } catch (InterruptedException _) {
      LOG.debug("the agent stops");
    } finally {
      stopped = true;
      streams.close();
    }
  }

  private void take(AgentInput input) {
    if (input instanceof AgentInput.Closed(long number, String why) && streams.isPresent(number)) {
      trace.ended(why);
    }
    core.step(input, clock.instant()).forEach(this::perform);
    if (input instanceof AgentInput.Received(long number, var message)) {
      if (message instanceof ManagerMessage.Welcome) {
        trace.welcomed();
        streams.settled();
      }
      streams.taken(number);
    }
  }

  private Duration untilWake() {
    Instant now = clock.instant();
    Instant wake = core.wakeAt().orElse(now.plus(IDLE_MAX));
    Duration wait = wake.isAfter(now) ? Duration.between(now, wake) : Duration.ZERO;
    return wait.compareTo(IDLE_MAX) > 0 ? IDLE_MAX : wait;
  }

  private void perform(AgentEffect effect) {
    switch (effect) {
      case AgentEffect.Connect(long number, var manager) -> {
        trace.connecting(manager.nodeId());
        streams.connect(number, manager);
      }
      case AgentEffect.Send(long number, var message) -> streams.send(number, message);
      case AgentEffect.Disconnect(long number, String why) -> {
        trace.ended(why);
        streams.disconnect(number, why);
      }
      case AgentEffect.Persist(long version, var state) -> writer.write(version, state);
      case AgentEffect.RunEngine(String taskId, var work) -> runner.run(taskId, work);
      case AgentEffect.BeginFacts() -> factLane.begin();
      case AgentEffect.ApplyFacts(long number, var networks) -> factLane.apply(number, networks);
      case AgentEffect.Guard(Instant killAt, var containers) ->
          runner.guard(Duration.between(clock.instant(), killAt), containers);
      case AgentEffect.RemoveStray(String id, String taskId) -> runner.removeStray(id, taskId);
      case AgentEffect.Measure measure -> runner.measure(measure);
      case AgentEffect.ClusterSeen(var cluster) -> onCluster.accept(cluster);
      case AgentEffect.Left() -> left.countDown();
    }
  }

  private void openLogStream(ManagedChannel channel) {
    LogStream.open(channel, engine, identity.current().nodeId());
  }

  private NodeFacts facts() {
    NodeDescription present = description;
    return new NodeFacts(identity.current().nodeId(), present.hostname(), present.platform());
  }

  /** Asks the core on its own thread: the answer is a single hand-off. */
  private <T> Optional<T> ask(Supplier<T> question) {
    CompletableFuture<@Nullable T> answer = new CompletableFuture<>();
    inbox.add(new Question(() -> answer.complete(question.get())));
    while (!stopped) {
      try {
        return Optional.ofNullable(answer.get(IDLE_MAX.toMillis(), TimeUnit.MILLISECONDS));
      } catch (TimeoutException _) {
        LOG.debug("the agent is slow to answer");
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
    return Optional.empty();
  }
}
