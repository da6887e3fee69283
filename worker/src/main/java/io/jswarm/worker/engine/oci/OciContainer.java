package io.jswarm.worker.engine.oci;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Mount;
import io.jswarm.api.model.RegistryAuth;
import io.jswarm.worker.engine.ContainerFile;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.engine.EngineTimes;
import io.jswarm.worker.engine.Exit;
import io.jswarm.worker.engine.Health;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.engine.MountPoint;
import io.jswarm.worker.engine.ProbeResult;
import io.jswarm.worker.engine.Signals;
import io.jswarm.worker.engine.Started;
import io.jswarm.worker.image.LocalImage;
import io.jswarm.worker.kernel.FileTree;
import io.jswarm.worker.kernel.Mounts;
import io.jswarm.worker.kernel.Pidfd;
import io.jswarm.worker.kernel.ProcessStat;
import io.jswarm.worker.logs.ContainerLog;
import io.jswarm.worker.volume.VolumeException;
import io.jswarm.worker.volume.VolumeNews.Holder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One container from its making to its removal. Its lock is held while something is done to it,
 * disk and programs included: it keeps two callers from making the same container at once, and no
 * other container waits for it.
 */
final class OciContainer {
  private static final Logger LOG = LoggerFactory.getLogger(OciContainer.class);

  /** SIGKILL works at once but for a process stuck in the kernel. */
  private static final Duration KILL_TIME = Duration.ofSeconds(30);

  private final Workshop shop;
  private final String id;
  private final ContainerFiles files;
  private final ReentrantLock lock = new ReentrantLock();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable ContainerRecord record;
  private volatile List<String> usesImages = List.of();
  private volatile @Nullable Health health;
  private EngineTimes times = EngineTimes.NONE; // guarded by lock

  OciContainer(Workshop shop, String id) {
    this.shop = shop;
    this.id = id;
    this.files = ContainerFiles.of(shop.settings(), id);
  }

  ContainerFiles files() {
    return files;
  }

  /** Empty while it is being made. */
  Optional<LocalContainer> seen() {
    return Optional.ofNullable(record).map(found -> found.seen().withHealth(health));
  }

  void healthSeen(Health found) {
    health = found;
  }

  private LogOptions logOptions() {
    return LogOptions.of(known().plan().spec().logDriver());
  }

  /** Begins the next file of its log if this one is full. */
  void rotateLog() {
    ContainerRecord present = record;
    if (present != null && present.phase() == ContainerRecord.Phase.RUNNING) {
      LogRotation.rotate(files, logOptions());
    }
  }

  /**
   * Its log.
   *
   * @throws EngineException.Rejected when none is kept
   */
  ContainerLog log() {
    if (!logOptions().kept()) {
      throw new EngineException.Rejected("configured logging driver does not support reading");
    }
    return new ContainerLog(files.log(), this::hasEnded);
  }

  /** Runs a command beside the first process; see {@link Probing}. */
  ProbeResult probe(List<String> command, Duration timeout) throws InterruptedException {
    if (known().phase() != ContainerRecord.Phase.RUNNING) {
      throw new EngineException.Failed("Container " + id + " is not running");
    }
    return new Probing(shop, id, files).run(command, timeout);
  }

  /** Whether it is made from an image or has one mounted, also while it is being made. */
  boolean usesImage(String imageId) {
    return usesImages.contains(imageId);
  }

  /** Whether it was made with a volume of this node. */
  boolean usesVolume(String name) {
    ContainerRecord present = record;
    return present != null
        && present.mounts().stream().anyMatch(each -> each.isVolume() && each.name().equals(name));
  }

  /** Makes it, unless it is made. */
  void prepare(ContainerPlan plan, List<ContainerFile> given, @Nullable RegistryAuth login) {
    lock.lock();
    try {
      ContainerRecord present = record;
      if (present == null) {
        make(plan, given, login);
      } else if (present.hasEnded()) {
        throw new EngineException.Failed("container " + id + " has run already");
      }
    } finally {
      lock.unlock();
    }
  }

  private void make(ContainerPlan plan, List<ContainerFile> given, @Nullable RegistryAuth login) {
    boolean made = false;
    try {
      LocalImage image = image(plan.container(), login);
      ContainerMaking making = new ContainerMaking(shop, plan, given, files);
      ContainerRecord created = making.make(image);
      times = making.times();
      created.write(files.record());
      record = created;
      watch(created);
      made = true;
    } catch (IOException e) {
      throw new EngineException.Failed("creating the container", e);
    } finally {
      if (!made) {
        record = null;
        usesImages = List.of();
        clear();
      }
    }
  }

  /**
   * The image it is made from. It and those it mounts are marked as used before they are looked up
   * for good: none is removed in between. Credentials are for the image it is made from only.
   */
  private LocalImage image(ContainerSpec spec, @Nullable RegistryAuth login) {
    List<String> used = new ArrayList<>();
    used.add(shop.arrival().get(spec.image(), login).id());
    for (Mount each : spec.mounts()) {
      if (MountRules.type(each).equals(MountPoint.IMAGE)) {
        MountRules.check(each);
        used.add(shop.arrival().get(each.source()).id());
      }
    }
    usesImages = List.copyOf(used);
    return shop.arrival().get(spec.image(), login);
  }

  /** Lets the first process go, unless it runs. */
  Started start() {
    lock.lock();
    try {
      ContainerRecord present = known();
      if (present.phase() == ContainerRecord.Phase.CREATED) {
        Instant began = shop.clock().instant();
        shop.runtime().start(id);
        Instant running = shop.clock().instant();
        times = times.withStart(Duration.between(began, running));
        present = present.running(running);
        present.write(files.record());
        record = present;
      }
      return switch (present.seen().state()) {
        case LocalContainer.Running(Started started) -> started.withTimes(times);
        case LocalContainer.Created _, LocalContainer.Exited _, LocalContainer.Dead _ ->
            throw new EngineException.Failed("container " + id + " has run already");
      };
    } catch (IOException e) {
      throw new EngineException.Failed("starting container failed", e);
    } finally {
      lock.unlock();
    }
  }

  private ContainerRecord known() {
    ContainerRecord present = record;
    if (present == null) {
      throw new EngineException.NoSuchContainer(id);
    }
    return present;
  }

  private void watch(ContainerRecord present) throws IOException {
    Optional<Pidfd> process = Pidfd.open(present.pid(), present.startTicks());
    if (process.isPresent()) {
      shop.exits().watch(process.get(), this::processEnded);
    } else {
      Thread.ofVirtual().name("container-exit").start(this::processEnded);
    }
  }

  private void processEnded() {
    ContainerRecord present = record;
    if (present == null) {
      return;
    }
    Exit exit = new ExitReading(shop, files, present).read();
    lock.lock();
    try {
      end(ContainerRecord.Phase.EXITED, exit);
      release();
    } catch (IOException e) {
      LOG.warn(
          "container {} ended; clearing up after it failed and is left to its removal: {}",
          id,
          e.toString());
    } finally {
      lock.unlock();
    }
  }

  private void end(ContainerRecord.Phase how, Exit exit) {
    ContainerRecord present = record;
    if (present == null || present.hasEnded()) {
      return;
    }
    record = present.ended(how, exit);
    try {
      record.write(files.record());
    } catch (IOException e) {
      LOG.warn("the end of container {} could not be recorded: {}", id, e.toString());
    }
    ended.countDown();
  }

  /**
   * Gives back what a container that has ended does not need: control groups, mounts, the bundle.
   */
  private void release() throws IOException {
    shop.runtime().delete(id);
    shop.cgroups().remove(shop.cgroupOf(id));
    Mounts.unmount(files.rootFileSystem());
    // Deleted below, so nothing may be mounted there any more.
    unmountShown();
    MemoryFiles.clear(files.memory());
    FileTree.delete(files.exec());
    try {
      shop.volumes().letGo(id);
    } catch (VolumeException e) {
      throw new IOException(e.getMessage(), e);
    }
    Files.deleteIfExists(files.exit());
  }

  private void unmountShown() throws IOException {
    if (Files.isDirectory(files.shown())) {
      try (var shown = Files.newDirectoryStream(files.shown())) {
        for (Path each : shown) {
          Mounts.unmount(each);
        }
      }
    }
  }

  Optional<Exit> await(Duration atMost) throws InterruptedException {
    known();
    if (!ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      return Optional.empty();
    }
    return Optional.ofNullable(known().exit());
  }

  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  void signal(int signal) {
    ContainerRecord present = known();
    try {
      Optional<Pidfd> process =
          present.hasEnded() ? Optional.empty() : Pidfd.open(present.pid(), present.startTicks());
      if (process.isPresent()) {
        try (Pidfd held = process.get()) {
          held.send(signal);
        }
      }
    } catch (IOException e) {
      throw new EngineException.Failed("signalling container " + id, e);
    }
  }

  void stop() {
    signal(Signals.parse(known().process().stopSignal()).orElse(Signals.SIGTERM));
  }

  /** Kills it if it runs, and removes all there is of it. */
  void remove() {
    if (record != null) {
      signal(Signals.SIGKILL);
      try {
        if (!ended.await(KILL_TIME.toSeconds(), TimeUnit.SECONDS)) {
          throw new EngineException.Failed(
              "container %s was killed and did not end within %s".formatted(id, KILL_TIME));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new EngineException.Failed("interrupted while removing container " + id, e);
      }
    }
    lock.lock();
    try {
      release();
      FileTree.delete(files.data());
      shop.volumes().removeOf(id);
      record = null;
      usesImages = List.of();
    } catch (IOException | VolumeException e) {
      throw new EngineException.Failed("removing container " + id, e);
    } finally {
      lock.unlock();
    }
  }

  /** Removes what a container that did not come to be has left. */
  void clear() {
    try {
      release();
      FileTree.delete(files.data());
      shop.volumes().removeOf(id);
    } catch (IOException | VolumeException e) {
      LOG.warn("what is left of container {} stays until the next start: {}", id, e.toString());
    }
  }

  /** Takes over a container a former daemon made. */
  void adopt(ContainerRecord found) throws IOException {
    record = found;
    usesImages =
        Stream.concat(Stream.of(found.imageId()), found.mounts().stream().map(MountPoint::imageId))
            .filter(each -> !each.isEmpty())
            .toList();
    if (found.hasEnded()) {
      ended.countDown();
      release();
      return;
    }
    if (!Files.exists(files.config())) {
      // The bundle was on a tmpfs: this node has been down since, and nothing of the container
      // runs.
      end(
          ContainerRecord.Phase.DEAD,
          new Exit(Exit.UNKNOWN_CODE, false, shop.clock().instant(), "the node went down"));
      release();
      return;
    }
    for (MountPoint each : found.mounts()) {
      if (each.isVolume()) {
        shop.volumes().heldBefore(each.name(), new Holder(id, each.destination(), each.writable()));
      }
    }
    if (found.phase() == ContainerRecord.Phase.CREATED && shop.runtime().isRunning(id)) {
      // The former daemon died between letting it go and writing so.
      record = found.running(startOf(found));
      record.write(files.record());
    }
    watch(found);
  }

  private Instant startOf(ContainerRecord found) throws IOException {
    return ProcessStat.read(found.pid()).isPresent()
        ? Files.getLastModifiedTime(files.pid()).toInstant()
        : shop.clock().instant();
  }
}
