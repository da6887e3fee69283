package io.jswarm.worker.engine.oci;

import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.engine.EngineFacts.Cgroups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The programs and files of the system an engine needs.
 *
 * @param runtime runc or crun
 * @param version as {@code runc 1.1.5}
 * @param seccompProfile Docker's default profile, unresolved
 * @param init a tiny init for containers that ask for one
 */
record Tools(Path runtime, String version, Path conmon, Path seccompProfile, Optional<Path> init) {
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
    return new Tools(
        found.path(), found.version(), conmon.orElseThrow(), SECCOMP, find("catatonit"));
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
}
