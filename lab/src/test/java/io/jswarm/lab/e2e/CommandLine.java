package io.jswarm.lab.e2e;

import io.jswarm.lab.host.Command;
import io.jswarm.lab.host.HostEngine;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.host.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The programs users type commands into. */
public enum CommandLine {
  JSWARM(Clusters.TOP.resolve("bin/jswarm")),
  DOCKER_OF_DEBIAN(Path.of("/usr/bin/docker")),
  NEWER_DOCKER(Path.of("/usr/local/bin/docker"));

  private static final Duration LIMIT = Duration.ofMinutes(1);
  private final Path program;

  CommandLine(Path program) {
    this.program = program;
  }

  /** Those on this machine; the newer Docker client is not a package and may be missing. */
  public static List<CommandLine> installed() {
    return Arrays.stream(values())
        .filter(line -> line != JSWARM || Clusters.ENGINE == HostEngine.JSWARMD)
        .filter(line -> line != NEWER_DOCKER || Files.isExecutable(line.program))
        .toList();
  }

  /**
   * Runs one command against a host's daemon; the client's own settings are the lab's, not the
   * user's.
   */
  public Outcome run(LabHost host, String... words) throws InterruptedException {
    return run(host, List.of(), words);
  }

  /** The same, with something typed in, which is no secret here: it is an argument of a shell. */
  public Outcome typing(LabHost host, String typed, String... words) throws InterruptedException {
    return run(
        host, List.of("sh", "-c", "typed=$1; shift; echo \"$typed\" | \"$@\"", "sh", typed), words);
  }

  private Outcome run(LabHost host, List<String> before, String... words)
      throws InterruptedException {
    List<String> line = new ArrayList<>(before);
    line.addAll(List.of(program.toString(), "-H", "unix://" + host.socket()));
    line.addAll(List.of(words));
    String settings = host.socket().resolveSibling("client").toString();
    return Command.of(line)
        .with(Map.of("DOCKER_CONFIG", settings, "DOCKER_CLI_HINTS", "false"))
        .within(LIMIT)
        .run();
  }
}
