package io.jswarm.worker.engine.oci;

import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.engine.EngineFacts.Cgroups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The programs and files of the system an engine needs.
 *
 * @param runtime runc or crun
 * @param version as {@code runc 1.1.5}
 * @param seccompProfile Docker's default profile, unresolved
 * @param init a tiny init for containers that ask for one
 */
record Tools(Path runtime, String version, Path conmon, Path seccompProfile, Optional<Path> init) {
  private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");
  private static final Path SECCOMP = Path.of("/usr/share/containers/seccomp.json");
  private static final List<Path> DIRECTORIES =
      List.of(
          Path.of("/usr/local/sbin"),
          Path.of("/usr/local/bin"),
          Path.of("/usr/sbin"),
          Path.of("/usr/bin"),
          Path.of("/sbin"),
          Path.of("/bin"));

  /**
   * Finds them.
   *
   * @throws EngineException.Failed naming all Debian packages that are missing
   */
  static Tools probe(Cgroups cgroups) {
    List<String> missing = new ArrayList<>();
    Optional<Found> runtime = runtime(cgroups);
    Optional<Path> conmon = find("conmon");
    if (runtime.isEmpty()) {
      missing.add(cgroups == Cgroups.HYBRID ? "runc" : "crun or runc");
    }
    if (conmon.isEmpty()) {
      missing.add("conmon");
    }
    if (!Files.isReadable(SECCOMP)) {
      missing.add("golang-github-containers-common (for " + SECCOMP + ")");
    }
    if (!missing.isEmpty()) {
      throw new EngineException.Failed(
          "the oci engine cannot run on this node; install with apt: "
              + String.join(", ", missing));
    }
    Found found = runtime.orElseThrow();
    return new Tools(found.path(), found.version(), conmon.orElseThrow(), SECCOMP, findInit());
  }

  /** All take the command line behind two dashes, and need no libraries of the image. */
  private static Optional<Path> findInit() {
    return Stream.of("catatonit", "tini-static", "docker-init")
        .flatMap(name -> find(name).stream())
        .findFirst();
  }

  private record Found(Path path, String version) {}

  /** crun starts faster, but gives up where control groups of both versions are mounted. */
  private static Optional<Found> runtime(Cgroups cgroups) {
    List<String> names = cgroups == Cgroups.HYBRID ? List.of("runc") : List.of("crun", "runc");
    return names.stream()
        .flatMap(name -> find(name).stream())
        .flatMap(path -> version(path).map(version -> new Found(path, version)).stream())
        .findFirst();
  }

  private static Optional<String> version(Path program) {
    try {
      Command.Result result = Command.run(List.of(program.toString(), "--version"));
      return result.code() == 0
          ? result.output().lines().findFirst().map(line -> line.replace(" version", ""))
          : Optional.empty();
    } catch (IOException cannotRun) {
      return Optional.empty();
    }
  }

  private static Optional<Path> find(String program) {
    return DIRECTORIES.stream()
        .map(directory -> directory.resolve(program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Whether mounts can be made read-only with everything mounted in them: mount_setattr of Linux
   * 5.12, which runc uses since 1.1 and crun since 1.4.
   */
  boolean locksDeeply(String kernel) {
    boolean runc = version.startsWith("runc ");
    return isAtLeast(kernel, 5, 12)
        && isAtLeast(version.substring(version.indexOf(' ') + 1), 1, runc ? 1 : 4);
  }

  private static boolean isAtLeast(String version, int major, int minor) {
    Matcher found = VERSION.matcher(version);
    if (!found.lookingAt()) {
      return false;
    }
    int first = Integer.parseInt(found.group(1));
    return first > major || (first == major && Integer.parseInt(found.group(2)) >= minor);
  }
}
