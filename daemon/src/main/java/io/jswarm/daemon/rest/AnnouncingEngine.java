package io.jswarm.daemon.rest;

import io.jswarm.api.model.Event;
import io.jswarm.api.model.EventActor;
import io.jswarm.api.model.RegistryAuth;
import io.jswarm.worker.engine.ContainerFile;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.Engine;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.engine.EngineFacts;
import io.jswarm.worker.engine.Exit;
import io.jswarm.worker.engine.Health;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.engine.LogRequest;
import io.jswarm.worker.engine.LogSink;
import io.jswarm.worker.engine.ProbeResult;
import io.jswarm.worker.engine.Started;
import io.jswarm.worker.engine.Use;
import io.jswarm.worker.image.Images;
import io.jswarm.worker.volume.Volume;
import io.jswarm.worker.volume.VolumeNews;
import io.jswarm.worker.volume.Volumes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An engine that tells of its containers: every step that changes one becomes an event of scope
 * {@code local}. Give this one to the worker, and the same to the API.
 */
public final class AnnouncingEngine implements Engine {
  private final Engine engine;
  private final EventHub events;
  private final InstantSource clock;
  private final Map<String, ContainerPlan> plans = new ConcurrentHashMap<>();
  private final Set<String> watched = ConcurrentHashMap.newKeySet();
  private final Set<String> stopped = ConcurrentHashMap.newKeySet();

  /** Announces what happens in the engine; containers that run already are watched from now on. */
  public AnnouncingEngine(Engine engine, EventHub events, InstantSource clock) {
    this.engine = engine;
    this.events = events;
    this.clock = clock;
    var _ = engine.volumes().follow(this::announce);
    for (LocalContainer container : engine.list()) {
      plans.put(container.id(), container.plan());
      if (container.state() instanceof LocalContainer.Running) {
        watch(container.id());
      }
    }
  }

  @Override
  public EngineFacts facts() {
    return engine.facts();
  }

  @Override
  public String prepare(
      ContainerPlan plan, List<ContainerFile> files, @Nullable RegistryAuth login) {
    String id = engine.prepare(plan, files, login);
    if (plans.put(id, plan) == null) {
      announce(id, "create", Map.of());
    }
    return id;
  }

  @Override
  public Started start(String containerId) {
    Started started = engine.start(containerId);
    if (watch(containerId)) {
      announce(containerId, "start", Map.of());
    }
    return started;
  }

  /** Waits for the end on a thread of its own, so that it is told once and by nobody else. */
  private boolean watch(String containerId) {
    boolean first = watched.add(containerId);
    if (first) {
      Thread.ofVirtual()
          .name("die-" + containerId.substring(0, 12))
          .start(() -> mourn(containerId));
    }
    return first;
  }

  private void mourn(String containerId) {
    try {
      Exit exit = engine.await(containerId);
      announce(containerId, "die", Map.of("exitCode", Integer.toString(exit.code())));
      if (stopped.remove(containerId)) {
        announce(containerId, "stop", Map.of());
      }
    } catch (EngineException.NoSuchContainer _) {
      announce(containerId, "die", Map.of());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      watched.remove(containerId);
    }
  }

  @Override
  public Optional<Exit> await(String containerId, Duration atMost) throws InterruptedException {
    return engine.await(containerId, atMost);
  }

  @Override
  public void signal(String containerId, int signal) {
    engine.signal(containerId, signal);
    announce(containerId, "kill", Map.of("signal", Integer.toString(signal)));
  }

  @Override
  public void stop(String containerId) {
    stopped.add(containerId);
    engine.stop(containerId);
  }

  @Override
  public void remove(String containerId) {
    engine.remove(containerId);
    announce(containerId, "destroy", Map.of());
    plans.remove(containerId);
    stopped.remove(containerId);
  }

  @Override
  public ProbeResult probe(String containerId, List<String> command, Duration timeout)
      throws InterruptedException {
    return engine.probe(containerId, command, timeout);
  }

  @Override
  public void healthSeen(String containerId, Health health) {
    Health before = engine.find(containerId).map(LocalContainer::health).orElse(null);
    engine.healthSeen(containerId, health);
    if (before != null && before.status() != health.status()) {
      announce(containerId, "health_status: " + health.status().docker(), Map.of());
    }
  }

  @Override
  public Optional<Use> use(String containerId) {
    return engine.use(containerId);
  }

  @Override
  public void guard(Duration left, List<String> containerIds) {
    engine.guard(left, containerIds);
  }

  @Override
  public Duration guarded() {
    return engine.guarded();
  }

  @Override
  public List<LocalContainer> list() {
    return engine.list();
  }

  @Override
  public Optional<LocalContainer> find(String containerId) {
    return engine.find(containerId);
  }

  @Override
  public Images images() {
    return engine.images();
  }

  @Override
  public Volumes volumes() {
    return engine.volumes();
  }

  @Override
  public void logs(String containerId, LogRequest request, LogSink sink)
      throws InterruptedException {
    engine.logs(containerId, request, sink);
  }

  @Override
  public void close() {
    engine.close();
  }

  private void announce(String containerId, String action, Map<String, String> more) {
    ContainerPlan plan = plans.get(containerId);
    if (plan == null) {
      return;
    }
    String image = plan.container().image();
    Map<String, String> attributes = new TreeMap<>(plan.labels());
    attributes.put("image", image);
    attributes.put("name", plan.name());
    attributes.putAll(more);
    publish("container", action, new EventActor(containerId, attributes), image);
  }

  private void announce(VolumeNews news) {
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("driver", Volume.LOCAL);
    String action =
        switch (news) {
          case VolumeNews.Created _ -> "create";
          case VolumeNews.Destroyed _ -> "destroy";
          case VolumeNews.Mounted(Volume _, VolumeNews.Holder holder) -> {
            attributes.put("container", holder.containerId());
            attributes.put("destination", holder.destination());
            attributes.put("propagation", "");
            attributes.put("read/write", Boolean.toString(holder.writable()));
            yield "mount";
          }
          case VolumeNews.Unmounted(Volume _, VolumeNews.Holder holder) -> {
            attributes.put("container", holder.containerId());
            yield "unmount";
          }
        };
    publish("volume", action, new EventActor(news.volume().name(), attributes), "");
  }

  /**
   * Tells everyone.
   *
   * @param image of a container, for Docker's oldest members; empty of a volume, which has none
   */
  private void publish(String type, String action, EventActor actor, String image) {
    boolean old = type.equals("container");
    Instant at = clock.instant();
    events.publish(
        new Event(
            old ? action : "",
            old ? actor.id() : "",
            image,
            type,
            action,
            actor,
            "local",
            at.getEpochSecond(),
            at.getEpochSecond() * 1_000_000_000L + at.getNano()));
  }
}
