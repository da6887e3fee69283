package io.jswarm.worker.engine.oci;

import io.jswarm.worker.engine.EngineFacts.Cgroups;
import io.jswarm.worker.engine.Use;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The control groups of this node as mounted. */
final class ControlGroups {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final String OOM_KILLS = "oom_kill ";

  private final Cgroups layout;

  ControlGroups() {
    if (Files.exists(ROOT.resolve("cgroup.controllers"))) {
      layout = Cgroups.V2;
    } else if (Files.exists(ROOT.resolve("unified/cgroup.controllers"))) {
      layout = Cgroups.HYBRID;
    } else {
      layout = Cgroups.V1;
    }
  }

  Cgroups layout() {
    return layout;
  }

  /** What control groups of some nodes can do and of others cannot. */
  enum Ability {
    /** Memory and swap can be limited together. */
    LIMIT_SWAP,
    SET_SWAPPINESS
  }

  Set<Ability> abilities() {
    return switch (layout) {
      case V2 -> EnumSet.of(Ability.LIMIT_SWAP);
      case V1, HYBRID ->
          Files.exists(ROOT.resolve("memory/memory.memsw.limit_in_bytes"))
              ? EnumSet.allOf(Ability.class)
              : EnumSet.of(Ability.SET_SWAPPINESS);
    };
  }

  /**
   * How many processes of a group the kernel has killed for want of memory; 0 when the group is
   * gone.
   */
  int oomKills(String group) throws IOException {
    Path file =
        switch (layout) {
          case V2 -> ROOT.resolve(group.substring(1)).resolve("memory.events");
          case V1, HYBRID ->
              ROOT.resolve("memory").resolve(group.substring(1)).resolve("memory.oom_control");
        };
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException gone) {
      return 0;
    }
    return lines.stream()
        .filter(line -> line.startsWith(OOM_KILLS))
        .mapToInt(line -> Integer.parseInt(line.substring(OOM_KILLS.length()).strip()))
        .sum();
  }

  /** What the processes of a group use; empty when it is gone. */
  Optional<Use> use(String group) throws IOException {
    return GroupUse.read(ROOT, layout, group.substring(1));
  }

  /**
   * Removes what the runtime left of a group: it knows nothing of containers from before a power
   * loss that control groups have survived, as those of a virtual host do.
   */
  void remove(String group) throws IOException {
    try (var hierarchies = Files.newDirectoryStream(ROOT)) {
      Files.deleteIfExists(ROOT.resolve(group.substring(1)));
      for (Path each : hierarchies) {
        if (Files.isDirectory(each.resolve(group.substring(1)))) {
          Files.deleteIfExists(each.resolve(group.substring(1)));
        }
      }
    }
  }
}
