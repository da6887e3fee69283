package io.jswarm.worker.engine.oci;

import io.jswarm.api.codec.BadDocument;
import io.jswarm.api.codec.Json;
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
import io.jswarm.worker.image.ImageException;
import io.jswarm.worker.image.ImageStore;
import io.jswarm.worker.image.ImageUse;
import io.jswarm.worker.image.Images;
import io.jswarm.worker.kernel.ExitWatch;
import io.jswarm.worker.volume.VolumeStore;
import io.jswarm.worker.volume.Volumes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs containers with nothing but an OCI runtime, conmon and the kernel. One instance per data
 * root at a time.
 */
public final class OciEngine implements Engine {
  private static final Logger LOG = LoggerFactory.getLogger(OciEngine.class);

  private final EngineFacts facts;
  private final Workshop shop;
  private final EngineLock held;
  private final ConcurrentHashMap<String, OciContainer> containers;
  private final LogRotation rotation;
  private final Watchdog watchdog;

  private OciEngine(
      EngineFacts facts,
      Workshop shop,
      EngineLock held,
      Watchdog watchdog,
      ConcurrentHashMap<String, OciContainer> containers,
      LogRotation rotation) {
    this.rotation = rotation;
    this.facts = facts;
    this.shop = shop;
    this.held = held;
    this.watchdog = watchdog;
    this.containers = containers;
  }

  /**
   * Opens the engine on its directories, finds its containers again, and clears up after a crash or
   * a reboot.
   *
   * @throws EngineException.Failed naming what to install when the node lacks something, or what is
   *     wrong with it
   */
  public static OciEngine open(OciSettings settings, Clock clock) {
    try {
      return opened(settings, clock);
    } catch (IOException | BadDocument | ImageException e) {
      throw new EngineException.Failed("the oci engine cannot start", e);
    }
  }

  private static OciEngine opened(OciSettings settings, Clock clock) throws IOException {
    ControlGroups cgroups = new ControlGroups();
    Tools tools = Tools.probe(cgroups.layout());
    EngineFacts facts = NodeProbe.facts(settings, tools, cgroups.layout());
    for (Path each :
        List.of(
            ContainerFiles.dataOf(settings),
            ContainerFiles.execOf(settings),
            ContainerFiles.exitsOf(settings))) {
      Files.createDirectories(each);
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwx------"));
    }
    EngineLock held = EngineLock.take(settings.dataRoot().resolve("engine.lock"));
    ConcurrentHashMap<String, OciContainer> containers = new ConcurrentHashMap<>();
    ImageStore images =
        ImageStore.open(
            settings.dataRoot().resolve("images"),
            id -> users(id, containers),
            clock,
            settings.registries());
    VolumeStore volumes =
        VolumeStore.open(
            settings.dataRoot().resolve("volumes"), name -> usersOf(name, containers), clock);
    OciRuntime runtime = new OciRuntime(tools.runtime(), settings.execRoot().resolve("runtime"));
    Workshop shop =
        new Workshop(
            settings,
            bundle(tools, cgroups),
            cgroups,
            runtime,
            new Conmon(tools.conmon(), runtime),
            images,
            new ImageArrival(images),
            volumes,
            ExitWatch.start(),
            tools.locksDeeply(NodeProbe.kernel()),
            clock);
    new Adoption(shop, containers).run();
    volumes.settle(containers::containsKey);
    Watchdog watchdog = new Watchdog(settings.execRoot().resolve("watchdog"), runtime);
    return new OciEngine(
        facts, shop, held, watchdog, containers, LogRotation.start(containers.values()));
  }

  private static Bundle bundle(Tools tools, ControlGroups cgroups) throws IOException {
    Capabilities capabilities = Capabilities.ofThisProcess();
    return new Bundle(
        cgroups.layout(),
        capabilities,
        new ResourceLimits(capabilities.has("SYS_RESOURCE"), cgroups.abilities()),
        new Seccomp(
            Json.mapper().readTree(Files.readString(tools.seccompProfile())),
            NodeProbe.dockerArchitecture(),
            NodeProbe.kernel()),
        AppArmor.ofThisNode(),
        tools.init());
  }

  private static List<ImageUse.User> users(
      String imageId, ConcurrentHashMap<String, OciContainer> containers) {
    return containers.entrySet().stream()
        .filter(each -> each.getValue().usesImage(imageId))
        .map(each -> new ImageUse.User(each.getKey(), !each.getValue().hasEnded()))
        .toList();
  }

  private static List<String> usersOf(
      String volume, ConcurrentHashMap<String, OciContainer> containers) {
    return containers.entrySet().stream()
        .filter(each -> each.getValue().usesVolume(volume))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  @Override
  public EngineFacts facts() {
    return facts;
  }

  @Override
  public String prepare(
      ContainerPlan plan, List<ContainerFile> files, @Nullable RegistryAuth login) {
    String id = plan.containerId();
    OciContainer container = containers.computeIfAbsent(id, _ -> new OciContainer(shop, id));
    try {
      container.prepare(plan, files, login);
      return id;
    } finally {
      if (container.seen().isEmpty()) {
        containers.remove(id, container);
      }
    }
  }

  @Override
  public Started start(String containerId) {
    return get(containerId).start();
  }

  @Override
  public Optional<Exit> await(String containerId, Duration atMost) throws InterruptedException {
    return get(containerId).await(atMost);
  }

  @Override
  public void signal(String containerId, int signal) {
    get(containerId).signal(signal);
  }

  @Override
  public void stop(String containerId) {
    get(containerId).stop();
  }

  @Override
  public void remove(String containerId) {
    OciContainer container = containers.get(containerId);
    if (container != null) {
      container.remove();
      containers.remove(containerId, container);
    }
  }

  @Override
  public ProbeResult probe(String containerId, List<String> command, Duration timeout)
      throws InterruptedException {
    return get(containerId).probe(command, timeout);
  }

  @Override
  public void healthSeen(String containerId, Health health) {
    get(containerId).healthSeen(health);
  }

  @Override
  public Optional<Use> use(String containerId) {
    try {
      return shop.cgroups().use(shop.cgroupOf(containerId));
    } catch (IOException e) {
      throw new EngineException.Failed("reading what container " + containerId + " uses", e);
    }
  }

  @Override
  public void guard(Duration left, List<String> containerIds) {
    try {
      watchdog.guard(left, containerIds);
    } catch (IOException e) {
      throw new EngineException.Failed("containers cannot be guarded", e);
    }
  }

  @Override
  public Duration guarded() {
    return watchdog.left();
  }

  @Override
  public List<LocalContainer> list() {
    return containers.values().stream()
        .flatMap(each -> each.seen().stream())
        .sorted(Comparator.comparing(LocalContainer::created).thenComparing(LocalContainer::id))
        .toList();
  }

  @Override
  public Optional<LocalContainer> find(String containerId) {
    return Optional.ofNullable(containers.get(containerId)).flatMap(OciContainer::seen);
  }

  @Override
  public Images images() {
    return shop.images();
  }

  @Override
  public Volumes volumes() {
    return shop.volumes();
  }

  @Override
  public void logs(String containerId, LogRequest request, LogSink sink)
      throws InterruptedException {
    OciContainer container = get(containerId);
    try {
      container.log().read(request, sink);
    } catch (IOException e) {
      throw new EngineException.Failed("reading the log of container " + containerId, e);
    }
  }

  private OciContainer get(String containerId) {
    OciContainer container = containers.get(containerId);
    if (container == null || container.seen().isEmpty()) {
      throw new EngineException.NoSuchContainer(containerId);
    }
    return container;
  }

  @Override
  public void close() {
    rotation.close();
    try {
      shop.exits().close();
      held.close();
    } catch (IOException e) {
      LOG.warn("closing the oci engine: {}", e.toString());
    }
  }
}
