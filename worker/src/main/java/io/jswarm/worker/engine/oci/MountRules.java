package io.jswarm.worker.engine.oci;

import io.jswarm.api.model.BindOptions;
import io.jswarm.api.model.Mount;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.engine.MountPoint;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a mount may say, refused in Docker's words before anything is made. Pure. */
final class MountRules {
  /** As the kernel names them; the first is what a mount has that says nothing. */
  private static final List<String> PROPAGATIONS =
      List.of("rprivate", "private", "rshared", "shared", "rslave", "slave");

  private static final BindOptions NO_BIND_OPTIONS =
      new BindOptions("", false, false, false, false);

  private MountRules() {}

  /** The type; one that is not said is a volume's. */
  static String type(Mount mount) {
    return mount.type().isEmpty() ? MountPoint.VOLUME : mount.type();
  }

  static BindOptions bindOptions(Mount mount) {
    return mount.bindOptions() == null ? NO_BIND_OPTIONS : mount.bindOptions();
  }

  static String propagation(Mount mount) {
    String said = bindOptions(mount).propagation();
    return said.isEmpty() ? PROPAGATIONS.getFirst() : said;
  }

  /**
   * Checks a mount.
   *
   * @return where in the container it goes, without {@code .}, {@code ..} and doubled slashes
   * @throws EngineException.Rejected with the first thing wrong
   */
  static String check(Mount mount) {
    try {
      String target = target(mount);
      switch (type(mount)) {
        case MountPoint.BIND -> bind(mount);
        case MountPoint.VOLUME -> volume(mount);
        case MountPoint.TMPFS -> tmpfs(mount);
        case MountPoint.IMAGE -> image(mount);
        case "cluster" ->
            throw invalid(mount, "this node has no CSI plugin: cluster volumes cannot be mounted");
        case "npipe" -> throw invalid(mount, "named pipes exist on Windows only");
        default -> throw invalid(mount, "mount type unknown");
      }
      return target;
    } catch (InvalidPathException e) {
      throw invalid(mount, "invalid mount path: '" + e.getInput() + "' is no path on this node");
    }
  }

  private static String target(Mount mount) {
    String target = mount.target();
    if (!target.startsWith("/")) {
      throw rejected("invalid mount target, must be an absolute path: " + target);
    }
    String clean = Path.of(target).normalize().toString();
    if (clean.equals("/")) {
      throw invalid(mount, "invalid specification: destination can't be '/'");
    }
    return clean;
  }

  private static void bind(Mount mount) {
    if (!Path.of(mount.source()).isAbsolute()) {
      throw rejected("invalid bind mount source, must be an absolute path: " + mount.source());
    }
    no(mount, mount.volumeOptions(), "VolumeOptions");
    no(mount, mount.tmpfsOptions(), "TmpfsOptions");
    no(mount, mount.imageOptions(), "ImageOptions");
    BindOptions options = bindOptions(mount);
    if (!PROPAGATIONS.contains(propagation(mount))) {
      throw invalid(mount, "invalid propagation mode: " + options.propagation());
    }
    if (!mount.readOnly() && (options.readOnlyNonRecursive() || options.readOnlyForceRecursive())) {
      throw invalid(mount, "a recursion of read-only needs ReadOnly to be true");
    }
    if (options.readOnlyForceRecursive()
        && (options.readOnlyNonRecursive()
            || options.nonRecursive()
            || !propagation(mount).equals("rprivate"))) {
      throw invalid(
          mount,
          "ReadOnlyForceRecursive goes with the propagation rprivate, and without NonRecursive and"
              + " ReadOnlyNonRecursive");
    }
  }

  private static void volume(Mount mount) {
    if (mount.source().startsWith("/")) {
      throw rejected(
          "invalid volume mount source, must not be an absolute path: " + mount.source());
    }
    no(mount, mount.bindOptions(), "BindOptions");
    no(mount, mount.tmpfsOptions(), "TmpfsOptions");
    no(mount, mount.imageOptions(), "ImageOptions");
    String subpath = mount.volumeOptions() == null ? "" : mount.volumeOptions().subpath();
    if (mount.source().isEmpty() && mount.readOnly()) {
      throw invalid(mount, "must not set ReadOnly mode when using anonymous volumes");
    }
    if (mount.source().isEmpty() && !subpath.isEmpty()) {
      throw invalid(mount, "must not set Subpath when using anonymous volumes");
    }
    if (!subpath.isEmpty()) {
      relative(mount, subpath);
    }
  }

  private static void tmpfs(Mount mount) {
    if (!mount.source().isEmpty()) {
      throw rejected("invalid tmpfs source, source must be empty");
    }
    no(mount, mount.bindOptions(), "BindOptions");
    no(mount, mount.volumeOptions(), "VolumeOptions");
    no(mount, mount.imageOptions(), "ImageOptions");
  }

  private static void image(Mount mount) {
    no(mount, mount.bindOptions(), "BindOptions");
    no(mount, mount.volumeOptions(), "VolumeOptions");
    no(mount, mount.tmpfsOptions(), "TmpfsOptions");
    if (mount.source().isEmpty()) {
      throw invalid(mount, "field Source must not be empty");
    }
    if (mount.imageOptions() != null && !mount.imageOptions().subpath().isEmpty()) {
      relative(mount, mount.imageOptions().subpath());
    }
  }

  private static void no(Mount mount, @Nullable Object options, String name) {
    if (options != null) {
      throw invalid(mount, "field " + name + " must not be specified");
    }
  }

  private static void relative(Mount mount, String subpath) {
    Path path = Path.of(subpath).normalize();
    if (path.isAbsolute() || path.startsWith("..")) {
      throw invalid(mount, "subpath must be a relative path within the volume: " + subpath);
    }
  }

  /** What Docker's tasks say of a mount before a container is made for them. */
  private static EngineException.Rejected rejected(String sentence) {
    return new EngineException.Rejected(sentence);
  }

  /** What Docker's containers say of it. */
  static EngineException.Rejected invalid(Mount mount, String reason) {
    return new EngineException.Rejected(
        "invalid mount config for type \"%s\": %s".formatted(type(mount), reason));
  }
}
