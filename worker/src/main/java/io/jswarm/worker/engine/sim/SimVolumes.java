package io.jswarm.worker.engine.sim;

import io.jswarm.api.model.Mount;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.volume.Volume;
import io.jswarm.worker.volume.VolumeException;
import io.jswarm.worker.volume.VolumeNews;
import io.jswarm.worker.volume.VolumeRequest;
import io.jswarm.worker.volume.VolumeUse;
import io.jswarm.worker.volume.Volumes;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Volumes that are nothing but names. */
final class SimVolumes implements Volumes {
  private static final Path NOWHERE = Path.of("/nowhere");

  private final VolumeUse use;
  private final InstantSource clock;
  private final ConcurrentSkipListMap<String, Volume> volumes = new ConcurrentSkipListMap<>();
  private final List<Consumer<VolumeNews>> followers = new CopyOnWriteArrayList<>();

  SimVolumes(VolumeUse use, InstantSource clock) {
    this.use = use;
    this.clock = clock;
  }

  /** The volumes a container mounts by name. */
  static List<String> namesOf(ContainerPlan plan) {
    return plan.container().mounts().stream()
        .filter(each -> each.type().equals("volume") && !each.source().isEmpty())
        .map(Mount::source)
        .toList();
  }

  void makeFor(ContainerPlan plan) {
    namesOf(plan).forEach(name -> create(new VolumeRequest(name, "", Map.of(), Map.of())));
  }

  @Override
  public List<Volume> list() {
    return List.copyOf(volumes.values());
  }

  @Override
  public Optional<Volume> find(String name) {
    return Optional.ofNullable(volumes.get(name));
  }

  @Override
  public Volume create(VolumeRequest request) {
    String name = request.checkedName();
    Volume made =
        new Volume(
            name,
            request.options(),
            request.labels(),
            clock.instant(),
            NOWHERE.resolve(name),
            request.madeFor());
    Volume before = volumes.putIfAbsent(name, made);
    if (before == null) {
      followers.forEach(each -> each.accept(new VolumeNews.Created(made)));
    }
    return before == null ? made : before;
  }

  @Override
  public void remove(String name) {
    List<String> users = users(name);
    if (!users.isEmpty()) {
      throw new VolumeException.Conflict(
          "remove %s: volume is in use - [%s]".formatted(name, String.join(", ", users)));
    }
    Volume removed = volumes.remove(name);
    if (removed == null) {
      throw VolumeException.NotFound.named(name);
    }
    followers.forEach(each -> each.accept(new VolumeNews.Destroyed(removed)));
  }

  @Override
  public List<String> users(String name) {
    return use.of(name);
  }

  @Override
  public OptionalLong bytes(String name) {
    return OptionalLong.of(0);
  }

  @Override
  public Following follow(Consumer<VolumeNews> follower) {
    followers.add(follower);
    return () -> followers.remove(follower);
  }
}
