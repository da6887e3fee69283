package io.jswarm.worker.volume;

import io.jswarm.worker.kernel.Descriptor;
import io.jswarm.worker.kernel.FileTree;
import io.jswarm.worker.kernel.Mounts;
import io.jswarm.worker.volume.VolumeNews.Holder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The volumes of a node on its disk. A volume is there once its record is written; it is mounted
 * for its first container and unmounted after its last; what is removed is first moved out of
 * sight, so that a crash leaves whole volumes and rubbish, and nothing between.
 */
public final class VolumeStore implements Volumes {
  private static final Logger LOG = LoggerFactory.getLogger(VolumeStore.class);

  /** No volume's name begins so. */
  private static final String TRASH = ".removed-";

  private final Path root;
  private final VolumeUse use;
  private final InstantSource clock;
  private final ConcurrentHashMap<String, StoredVolume> volumes = new ConcurrentHashMap<>();
  private final List<Consumer<VolumeNews>> followers = new CopyOnWriteArrayList<>();

  private VolumeStore(Path root, VolumeUse use, InstantSource clock) {
    this.root = root;
    this.use = use;
    this.clock = clock;
  }

  /**
   * Opens the store. When the containers of a former daemon have been found again, {@link
   * #heldBefore} is to be called for those that run and then {@link #settle}.
   */
  public static VolumeStore open(Path root, VolumeUse use, InstantSource clock) throws IOException {
    VolumeStore store = new VolumeStore(root, use, clock);
    Files.createDirectories(root);
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx--x--x"));
    Set<Path> mounted = new HashSet<>(Mounts.beneath(root));
    Path real = root.toRealPath();
    try (var found = Files.newDirectoryStream(root)) {
      for (Path each : found) {
        Path data = new VolumeFiles(real.resolve(each.getFileName())).data();
        store.adopt(each, mounted.contains(data));
      }
    }
    return store;
  }

  private void adopt(Path directory, boolean mounted) throws IOException {
    String name = directory.getFileName().toString();
    VolumeFiles files = new VolumeFiles(directory);
    if (name.startsWith(TRASH)) {
      FileTree.delete(directory);
      return;
    }
    if (!files.isWhole()) {
      LOG.warn("{} is no volume: it was not finished, or is not ours; it is left alone", directory);
      return;
    }
    try {
      StoredVolume volume = new StoredVolume(directory);
      volume.adopt(mounted);
      volumes.put(name, volume);
    } catch (IOException e) {
      LOG.error("volume {} cannot be used: {}", name, e.getMessage());
    }
  }

  /** A container that runs has had this volume all along. */
  public void heldBefore(String name, Holder holder) {
    StoredVolume volume = volumes.get(name);
    if (volume != null) {
      volume.heldBefore(holder);
    }
  }

  /**
   * Ends what a former daemon had begun and not finished.
   *
   * @param isContainer whether there is a container by that id
   */
  public void settle(Predicate<String> isContainer) {
    for (StoredVolume each : volumes.values()) {
      try {
        each.settle();
        Optional<Volume> orphan =
            each.seen()
                .filter(volume -> !volume.madeFor().isEmpty())
                .filter(volume -> !isContainer.test(volume.madeFor()));
        orphan.ifPresent(volume -> remove(volume.name()));
      } catch (VolumeException e) {
        LOG.warn("{}", e.getMessage());
      }
    }
  }

  @Override
  public List<Volume> list() {
    return volumes.values().stream()
        .flatMap(each -> each.seen().stream())
        .sorted(Comparator.comparing(Volume::name))
        .toList();
  }

  @Override
  public Optional<Volume> find(String name) {
    return Optional.ofNullable(volumes.get(name)).flatMap(StoredVolume::seen);
  }

  @Override
  public Volume create(VolumeRequest request) {
    String name = request.checkedName();
    MountCall.of(request.options());
    Path directory = root.resolve(name);
    Volume wanted =
        new Volume(
            name,
            request.options(),
            request.labels(),
            clock.instant(),
            new VolumeFiles(directory).data(),
            request.madeFor());
    while (true) {
      StoredVolume place = volumes.computeIfAbsent(name, _ -> new StoredVolume(directory));
      Optional<StoredVolume.Made> made = place.make(wanted);
      if (made.isPresent()) {
        if (made.get().isNew()) {
          tell(new VolumeNews.Created(wanted));
        }
        return made.get().volume();
      }
      volumes.remove(name, place);
    }
  }

  /**
   * Has a volume ready for a container, made and mounted if need be, until {@link #letGo}.
   *
   * @throws VolumeException when it cannot be had
   */
  public Volume hold(VolumeRequest request, Holder holder) {
    while (true) {
      Volume volume = create(request);
      StoredVolume place = volumes.get(volume.name());
      if (place != null && place.hold(holder)) {
        tell(new VolumeNews.Mounted(volume, holder));
        return volume;
      }
    }
  }

  /**
   * Copies what an image has at the volume's destination into a volume that holds nothing; a copy
   * that was cut short is begun again, unless somebody else has seen its half.
   *
   * @param content an open directory
   */
  public void fill(String name, Descriptor content) {
    StoredVolume place = volumes.get(name);
    if (place != null) {
      place.fill(content);
    }
  }

  /** A container has ended, or did not come to be. */
  public void letGo(String containerId) {
    for (StoredVolume each : volumes.values()) {
      if (each.isHeldBy(containerId)) {
        List<Holder> left = each.letGo(containerId);
        each.seen()
            .ifPresent(
                volume -> left.forEach(holder -> tell(new VolumeNews.Unmounted(volume, holder))));
      }
    }
  }

  /** A container is gone for good, and with it the volumes nobody gave a name. */
  public void removeOf(String containerId) {
    for (StoredVolume each : volumes.values()) {
      each.seen()
          .filter(volume -> volume.madeFor().equals(containerId))
          .ifPresent(_ -> remove(each, _ -> List.of()));
    }
  }

  @Override
  public void remove(String name) {
    StoredVolume place = volumes.get(name);
    if (place == null || !remove(place, use)) {
      throw VolumeException.NotFound.named(name);
    }
  }

  private boolean remove(StoredVolume place, VolumeUse use) {
    Optional<Volume> removed = place.remove(use, root.resolve(TRASH + UUID.randomUUID()));
    removed.ifPresent(volume -> {
      volumes.remove(volume.name(), place);
      tell(new VolumeNews.Destroyed(volume));
    });
    return removed.isPresent();
  }

  @Override
  public List<String> users(String name) {
    return use.of(name);
  }

  @Override
  public OptionalLong bytes(String name) {
    StoredVolume place = volumes.get(name);
    boolean ours = place != null && place.seen().filter(each -> !each.isMounted()).isPresent();
    return place != null && ours ? OptionalLong.of(place.bytes()) : OptionalLong.empty();
  }

  @Override
  public Following follow(Consumer<VolumeNews> follower) {
    followers.add(follower);
    return () -> followers.remove(follower);
  }

  private void tell(VolumeNews news) {
    followers.forEach(each -> each.accept(news));
  }
}
