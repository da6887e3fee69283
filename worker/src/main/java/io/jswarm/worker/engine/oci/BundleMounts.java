package io.jswarm.worker.engine.oci;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.BindOptions;
import io.jswarm.api.model.Mount;
import io.jswarm.api.model.TmpfsOptions;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.engine.EngineFacts.Cgroups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The mounts of a container: Docker's, the files this engine writes for it, and those of its spec,
 * which win.
 */
final class BundleMounts {
  /** One mount as the runtime takes it. */
  record Entry(String destination, String type, String source, List<String> options) {
    Entry {
      options = List.copyOf(options);
    }
  }

  private static final List<String> TMPFS_FLAGS = List.of("noexec", "nosuid", "nodev");

  private BundleMounts() {}

  /**
   * All mounts in the order they are made: a mount comes after the one it lies in.
   *
   * @param files by destination, the files of this node to be seen there
   */
  static List<Entry> of(List<Mount> wanted, SequencedMap<String, Path> files, Cgroups cgroups) {
    List<Entry> own = wanted.stream().map(BundleMounts::entry).toList();
    List<Entry> all = new ArrayList<>(defaults(cgroups));
    for (Map.Entry<String, Path> file : files.entrySet()) {
      all.add(
          new Entry(
              file.getKey(), "bind", file.getValue().toString(), List.of("bind", "rprivate")));
    }
    all.removeIf(each -> own.stream().anyMatch(o -> o.destination().equals(each.destination())));
    all.addAll(
        own.stream().sorted(Comparator.comparingLong(each -> depth(each.destination()))).toList());
    return all;
  }

  private static long depth(String destination) {
    return destination.chars().filter(c -> c == '/').count();
  }

  private static List<Entry> defaults(Cgroups cgroups) {
    List<String> guarded = List.of("nosuid", "noexec", "nodev");
    List<String> readOnly = List.of("nosuid", "noexec", "nodev", "ro");
    return List.of(
        new Entry("/proc", "proc", "proc", guarded),
        new Entry(
            "/dev", "tmpfs", "tmpfs", List.of("nosuid", "strictatime", "mode=755", "size=65536k")),
        new Entry(
            "/dev/pts",
            "devpts",
            "devpts",
            List.of("nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5")),
        new Entry("/sys", "sysfs", "sysfs", readOnly),
        new Entry(
            "/sys/fs/cgroup",
            "cgroup",
            "cgroup",
            cgroups == Cgroups.V2 ? readOnly : List.of("ro", "nosuid", "noexec", "nodev")),
        new Entry("/dev/mqueue", "mqueue", "mqueue", guarded),
        new Entry(
            "/dev/shm",
            "tmpfs",
            "shm",
            List.of("nosuid", "noexec", "nodev", "mode=1777", "size=67108864")));
  }

  private static Entry entry(Mount mount) {
    try {
      return checked(mount);
    } catch (InvalidPathException e) {
      throw invalid(mount, "invalid mount path: '" + e.getInput() + "' is no path on this node");
    }
  }

  private static Entry checked(Mount mount) {
    String target = mount.target();
    if (!target.startsWith("/")) {
      throw invalid(mount, "invalid mount path: '" + target + "' mount path must be absolute");
    }
    String clean = Path.of(target).normalize().toString();
    if (clean.equals("/")) {
      throw invalid(mount, "invalid specification: destination can't be '/'");
    }
    return switch (mount.type()) {
      case "bind" -> bind(mount, clean);
      case "tmpfs" -> tmpfs(mount, clean);
      default ->
          throw new EngineException.Rejected(
              "mounts of type \"%s\" are not available on this node (%s): use bind or tmpfs"
                  .formatted(mount.type().isEmpty() ? "volume" : mount.type(), clean));
    };
  }

  private static Entry bind(Mount mount, String target) {
    if (!mount.source().startsWith("/")) {
      throw invalid(
          mount, "invalid mount path: '" + mount.source() + "' mount path must be absolute");
    }
    BindOptions options =
        mount.bindOptions() == null
            ? new BindOptions("", false, false, false, false)
            : mount.bindOptions();
    Path source = Path.of(mount.source());
    if (!Files.exists(source)) {
      if (!options.createMountpoint()) {
        throw invalid(mount, "bind source path does not exist: " + mount.source());
      }
      try {
        Files.createDirectories(source);
      } catch (IOException e) {
        throw new EngineException.Failed("making the bind source " + source, e);
      }
    }
    return new Entry(
        target,
        "bind",
        source.toString(),
        List.of(
            options.nonRecursive() ? "bind" : "rbind",
            options.propagation().isEmpty() ? "rprivate" : options.propagation(),
            mount.readOnly() ? "ro" : "rw"));
  }

  private static Entry tmpfs(Mount mount, String target) {
    List<String> options = new ArrayList<>(TMPFS_FLAGS);
    TmpfsOptions wanted = mount.tmpfsOptions();
    if (wanted != null) {
      if (wanted.sizeBytes() > 0) {
        options.add("size=" + wanted.sizeBytes());
      }
      if (wanted.mode() != 0) {
        options.add("mode=" + Integer.toOctalString(wanted.mode()));
      }
      for (List<String> each : wanted.options()) {
        String option = String.join("=", each);
        options.remove("no" + option);
        options.add(option);
      }
    }
    if (mount.readOnly()) {
      options.add("ro");
    }
    return new Entry(target, "tmpfs", "tmpfs", options);
  }

  private static EngineException.Rejected invalid(Mount mount, String reason) {
    return new EngineException.Rejected(
        "invalid mount config for type \"%s\": %s".formatted(mount.type(), reason));
  }

  static ArrayNode json(List<Entry> entries) {
    ArrayNode mounts = Json.mapper().createArrayNode();
    for (Entry each : entries) {
      ObjectNode mount = mounts.addObject();
      mount.put("destination", each.destination());
      mount.put("type", each.type());
      mount.put("source", each.source());
      each.options().forEach(mount.putArray("options")::add);
    }
    return mounts;
  }
}
