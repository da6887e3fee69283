package io.jswarm.worker.engine.oci;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.Mount;
import io.jswarm.api.model.TmpfsOptions;
import io.jswarm.worker.engine.EngineFacts.Cgroups;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The mounts of a container in their order: Docker's, the files this engine writes for it, and
 * those of its spec, which win. Pure.
 */
final class BundleMounts {
  /** One mount as the runtime takes it. */
  record Entry(String destination, String type, String source, List<String> options) {
    Entry {
      options = List.copyOf(options);
    }
  }

  private static final List<String> KERNELS_OWN = List.of("sysfs", "cgroup");
  private static final List<String> TMPFS_FLAGS = List.of("noexec", "nosuid", "nodev");

  private BundleMounts() {}

  /**
   * All mounts in the order they are made: a mount comes after the one it lies in.
   *
   * @param own those of the spec and the image
   * @param files by destination, the files of this node to be seen there
   */
  static List<Entry> of(List<Entry> own, SequencedMap<String, Path> files, Cgroups cgroups) {
    List<Entry> later = new ArrayList<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      later.add(
          new Entry(
              file.getKey(), "bind", file.getValue().toString(), List.of("bind", "rprivate")));
    }
    later.removeIf(each -> isAmong(own, each));
    later.addAll(own);
    later.sort(Comparator.comparingLong(each -> depth(each.destination())));
    List<Entry> all = new ArrayList<>(defaults(cgroups));
    all.removeIf(each -> isAmong(own, each));
    all.addAll(later);
    return all;
  }

  private static boolean isAmong(List<Entry> own, Entry entry) {
    return own.stream().anyMatch(each -> each.destination().equals(entry.destination()));
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

  /** An empty file system in memory. */
  static Entry tmpfs(Mount mount, String target) {
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

  /** The same for a privileged container: what the kernel shows of itself can be written. */
  static Entry writable(Entry entry) {
    if (!KERNELS_OWN.contains(entry.type()) || !entry.options().contains("ro")) {
      return entry;
    }
    List<String> options = new ArrayList<>(entry.options());
    options.remove("ro");
    return new Entry(entry.destination(), entry.type(), entry.source(), options);
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
