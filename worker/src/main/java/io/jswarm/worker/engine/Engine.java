package io.jswarm.worker.engine;

import io.jswarm.api.model.RegistryAuth;
import io.jswarm.worker.image.Images;
import io.jswarm.worker.volume.Volumes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What runs containers on this node. Every method may block for as long as its work takes and is
 * meant for a virtual thread; interrupting the thread gives up waiting. All methods may be called
 * at once from many threads, also for one container. A container id nobody knows gives {@link
 * EngineException.NoSuchContainer}.
 *
 * <p>Containers outlive the engine: a new instance on the same directories finds those a former one
 * made.
 */
public interface Engine extends AutoCloseable {
  /** What the node has to offer; constant for the life of the engine. */
  EngineFacts facts();

  /**
   * Makes everything ready so that {@link #start} only has to let go: image (pulled when it is not
   * here), file system, container. Doing it again for a container that is ready changes nothing.
   *
   * @param files to be seen in it; kept in memory, and gone with the container's end
   * @param login what its image is pulled with; kept nowhere; null for nothing
   * @return the container's id, which is the plan's
   * @throws EngineException.Rejected when this node cannot run it as it is described
   * @throws EngineException.Failed when something broke that may work the next time
   */
  String prepare(ContainerPlan plan, List<ContainerFile> files, @Nullable RegistryAuth login);

  /** The same of an image that everybody may pull. */
  default String prepare(ContainerPlan plan, List<ContainerFile> files) {
    return prepare(plan, files, null);
  }

  /** The same without files. */
  default String prepare(ContainerPlan plan) {
    return prepare(plan, List.of());
  }

  /** Runs the container's first process; when it runs already, says since when. */
  Started start(String containerId);

  /** Waits for the end of the container's first process; answers at once when it has ended. */
  default Exit await(String containerId) throws InterruptedException {
    while (true) {
      Optional<Exit> exit = await(containerId, Duration.ofDays(1));
      if (exit.isPresent()) {
        return exit.get();
      }
    }
  }

  /** As {@link #await(String)}, at most that long; empty when it runs on. */
  Optional<Exit> await(String containerId, Duration atMost) throws InterruptedException;

  /**
   * Sends a signal to the container's first process; one that has ended or never ran is left alone.
   */
  void signal(String containerId, int signal);

  /**
   * Asks the container to end, by the stop signal of its spec, else of its image, else SIGTERM.
   * Does not wait.
   */
  void stop(String containerId);

  /** Asks the container to end, gives it that long, then kills it; returns how it ended. */
  default Exit stop(String containerId, Duration grace) throws InterruptedException {
    stop(containerId);
    Optional<Exit> gentle = await(containerId, grace);
    if (gentle.isPresent()) {
      return gentle.get();
    }
    signal(containerId, Signals.SIGKILL);
    return await(containerId);
  }

  /**
   * Kills the container if it runs and removes all there is of it; one that is gone already is
   * fine.
   */
  void remove(String containerId);

  /**
   * Runs a command in a container that runs, beside its first process and with the same rights, and
   * waits for its end. A command that takes longer is killed, with what it has started.
   *
   * @throws EngineException.Failed when the container does not run, or nothing can be run in it
   */
  ProbeResult probe(String containerId, List<String> command, Duration timeout)
      throws InterruptedException;

  /** Takes what was found of a container's health, for those who look it up. */
  void healthSeen(String containerId, Health health);

  /**
   * What the container uses; empty when it does not run, or the engine keeps no account of such.
   */
  default Optional<Use> use(String containerId) {
    return Optional.empty();
  }

  /**
   * Kills these containers when so much time has passed, whatever becomes of this process; in place
   * of what was said before. An engine whose containers end with it has nothing to do.
   *
   * @throws EngineException.Failed when nobody can be left behind who does it
   */
  default void guard(Duration left, List<String> containerIds) {}

  /** How much time was left to the containers that were guarded last; zero when none were. */
  default Duration guarded() {
    return Duration.ZERO;
  }

  /** All containers of this engine, running or not, oldest first. */
  List<LocalContainer> list();

  /** Finds a container by its whole id. */
  default Optional<LocalContainer> find(String containerId) {
    return list().stream().filter(each -> each.id().equals(containerId)).findFirst();
  }

  /** The images containers are made from. */
  Images images();

  /** The volumes containers mount. */
  Volumes volumes();

  /**
   * Hands the container's log to the sink, oldest first, on the calling thread; returns when there
   * is no more to come: at the log's end, or when following once the container has ended, or when
   * the sink wants no more.
   */
  void logs(String containerId, LogRequest request, LogSink sink) throws InterruptedException;

  /** Lets go of the containers, which run on. */
  @Override
  void close();
}
