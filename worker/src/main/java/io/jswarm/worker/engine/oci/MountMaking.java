package io.jswarm.worker.engine.oci;

import io.jswarm.api.model.BindOptions;
import io.jswarm.api.model.Mount;
import io.jswarm.api.model.VolumeOptions;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.engine.MountPoint;
import io.jswarm.worker.image.LocalImage;
import io.jswarm.worker.kernel.Descriptor;
import io.jswarm.worker.kernel.ErrnoException;
import io.jswarm.worker.kernel.MountTable;
import io.jswarm.worker.kernel.Mounts;
import io.jswarm.worker.kernel.RootedDirectory;
import io.jswarm.worker.volume.Volume;
import io.jswarm.worker.volume.VolumeException;
import io.jswarm.worker.volume.VolumeNews.Holder;
import io.jswarm.worker.volume.VolumeRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Has everything ready that a container's mounts show: volumes made, mounted and filled, the
 * sources of binds looked at, parts of volumes and images held in place. What a failure leaves is
 * given back with the rest of the container.
 */
final class MountMaking {
  private final Workshop shop;
  private final ContainerPlan plan;
  private final ContainerFiles files;
  private final List<BundleMounts.Entry> entries = new ArrayList<>();
  private final List<MountPoint> points = new ArrayList<>();
  private RootPropagation propagation = RootPropagation.DEFAULT;

  /**
   * What came of it.
   *
   * @param entries for the runtime, in the order of the spec
   * @param points for people
   */
  record Made(
      List<BundleMounts.Entry> entries, List<MountPoint> points, RootPropagation propagation) {
    Made {
      entries = List.copyOf(entries);
      points = List.copyOf(points);
    }
  }

  MountMaking(Workshop shop, ContainerPlan plan, ContainerFiles files) {
    this.shop = shop;
    this.plan = plan;
    this.files = files;
  }

  /**
   * Makes them; the container's root is mounted already, and nothing on it.
   *
   * @throws EngineException.Rejected in Docker's words when a mount cannot be had on this node
   */
  Made make(LocalImage image) throws IOException {
    List<Mount> wanted = plan.container().mounts();
    List<String> targets = wanted.stream().map(MountRules::check).toList();
    for (int i = 0; i < wanted.size(); i++) {
      one(wanted.get(i), targets.get(i));
    }
    for (String each : image.config().volumes()) {
      String target = Path.of("/").resolve(each).normalize().toString();
      if (!targets.contains(target) && !target.equals("/")) {
        one(new Mount("volume", "", target, false, "", null, null, null, null, null), target);
      }
    }
    return new Made(entries, points, propagation);
  }

  private void one(Mount mount, String target) throws IOException {
    try {
      switch (MountRules.type(mount)) {
        case MountPoint.BIND -> bind(mount, target);
        case MountPoint.TMPFS -> tmpfs(mount, target);
        case MountPoint.IMAGE -> image(mount, target);
        default -> volume(mount, target);
      }
    } catch (VolumeException e) {
      throw e instanceof VolumeException.Failed
          ? new EngineException.Failed(String.valueOf(e.getMessage()))
          : new EngineException.Rejected(String.valueOf(e.getMessage()));
    }
  }

  private void bind(Mount mount, String target) throws IOException {
    BindOptions options = MountRules.bindOptions(mount);
    Path source = Path.of(mount.source());
    if (!Files.exists(source)) {
      if (!options.createMountpoint()) {
        throw MountRules.invalid(mount, "bind source path does not exist: " + mount.source());
      }
      Files.createDirectories(source);
    }
    String wanted = MountRules.propagation(mount);
    allow(RootPropagation.neededBy(wanted), source);
    List<String> how =
        List.of(options.nonRecursive() ? "bind" : "rbind", wanted, access(mount, options));
    entries.add(new BundleMounts.Entry(target, "bind", source.toString(), how));
    points.add(
        new MountPoint(
            MountPoint.BIND, "", source.toString(), target, !mount.readOnly(), wanted, ""));
  }

  private void allow(RootPropagation needed, Path source) throws IOException {
    if (needed == RootPropagation.DEFAULT) {
      return;
    }
    Optional<MountTable.Entry> on = MountTable.of(source.toRealPath());
    String obstacle = on.map(needed::obstacle).orElse("");
    if (!obstacle.isEmpty()) {
      throw new EngineException.Rejected(
          "path %s is mounted on %s but %s".formatted(source, on.orElseThrow().point(), obstacle));
    }
    propagation = propagation.and(needed);
  }

  /** With everything mounted in it read-only too, where the kernel and the runtime can. */
  private String access(Mount mount, BindOptions options) {
    if (!mount.readOnly()) {
      return "rw";
    }
    if (options.readOnlyForceRecursive() && !shop.locksDeeply()) {
      throw MountRules.invalid(
          mount, "this node cannot mount recursively read-only: it needs Linux 5.12 and runc 1.1");
    }
    boolean deep = !options.nonRecursive() && !options.readOnlyNonRecursive();
    return deep && shop.locksDeeply() ? "rro" : "ro";
  }

  private void tmpfs(Mount mount, String target) {
    entries.add(BundleMounts.tmpfs(mount, target));
    points.add(new MountPoint(MountPoint.TMPFS, "", "", target, !mount.readOnly(), "", ""));
  }

  private void volume(Mount mount, String target) throws IOException {
    VolumeOptions options =
        mount.volumeOptions() == null
            ? new VolumeOptions(false, Map.of(), "", null)
            : mount.volumeOptions();
    boolean writable = !mount.readOnly();
    Volume volume =
        shop.volumes()
            .hold(
                request(mount.source(), target, options),
                new Holder(plan.containerId(), target, writable));
    if (!options.noCopy() && options.subpath().isEmpty()) {
      fill(volume, target);
    }
    Path source =
        options.subpath().isEmpty()
            ? volume.mountpoint()
            : part(volume.mountpoint(), options.subpath());
    String access = access(mount, MountRules.bindOptions(mount));
    entries.add(
        new BundleMounts.Entry(
            target, "bind", source.toString(), List.of("rbind", "rprivate", access)));
    points.add(
        new MountPoint(
            MountPoint.VOLUME,
            volume.name(),
            volume.mountpoint().toString(),
            target,
            writable,
            "",
            ""));
  }

  /** A volume without a name gets the same one whenever this container is made. */
  private VolumeRequest request(String name, String target, VolumeOptions options) {
    String driver = options.driverConfig() == null ? "" : options.driverConfig().name();
    Map<String, String> of =
        options.driverConfig() == null ? Map.of() : options.driverConfig().options();
    if (!name.isEmpty()) {
      return new VolumeRequest(name, driver, of, options.labels());
    }
    String id = plan.containerId();
    Map<String, String> labels = new TreeMap<>(options.labels());
    labels.put(Volume.ANONYMOUS, "");
    return new VolumeRequest(
        digest(id + target), driver, new TreeMap<>(of), new TreeMap<>(labels), id);
  }

  private static String digest(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Gives a volume that holds nothing what the image has where it goes. */
  private void fill(Volume volume, String target) throws IOException {
    try (RootedDirectory root = RootedDirectory.open(files.rootFileSystem());
        Descriptor content = root.directory(target.substring(1))) {
      shop.volumes().fill(volume.name(), content);
    } catch (ErrnoException e) {
      switch (e.errno()) {
        case ErrnoException.ENOENT -> {} // the image has nothing there
        case ErrnoException.ENOTDIR ->
            throw new EngineException.Rejected(
                "cannot mount volume over existing file, file exists " + target);
        default -> throw e;
      }
    }
  }

  private void image(Mount mount, String target) throws IOException {
    LocalImage image = shop.arrival().get(mount.source());
    Path whole = files.newShownDirectory();
    List<String> layers = image.layers();
    if (layers.size() == 1) {
      Mounts.bind(image.layerRoot().resolve(layers.getFirst()), whole);
    } else if (!layers.isEmpty()) {
      Mounts.readOnlyOverlay(image.layerRoot(), layers, whole);
    }
    String subpath = mount.imageOptions() == null ? "" : mount.imageOptions().subpath();
    Path source = subpath.isEmpty() ? whole : part(whole, subpath);
    entries.add(
        new BundleMounts.Entry(
            target, "bind", source.toString(), List.of("rbind", "rprivate", "ro")));
    points.add(new MountPoint(MountPoint.IMAGE, "", mount.source(), target, false, "", image.id()));
  }

  /**
   * Holds a part of a file tree in place, so that the runtime gets what was looked at here even if
   * somebody who can write to the tree puts a link there meanwhile.
   */
  private Path part(Path tree, String subpath) throws IOException {
    try (RootedDirectory root = RootedDirectory.open(tree);
        Descriptor found = root.anythingBeneath(Path.of(subpath).normalize().toString())) {
      Path shown = found.isDirectory() ? files.newShownDirectory() : files.newShownFile();
      Mounts.bind(found.path(), shown);
      return shown;
    } catch (ErrnoException e) {
      String why =
          switch (e.errno()) {
            case ErrnoException.ENOENT -> "no such file or directory";
            case ErrnoException.EXDEV -> "a symbolic link there leads out of it";
            default -> String.valueOf(e.getMessage());
          };
      throw new EngineException.Rejected(
          "cannot access path %s: %s".formatted(tree.resolve(subpath), why));
    }
  }
}
