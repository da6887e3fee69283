package io.jswarm.worker.engine.oci;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The OCI runtime's commands, but for create, which conmon gives. */
final class OciRuntime {
  private final Path program;
  private final Path root;

  /**
   * @param root where it keeps its state
   */
  OciRuntime(Path program, Path root) {
    this.program = program;
    this.root = root;
  }

  Path program() {
    return program;
  }

  Path root() {
    return root;
  }

  /** Lets a created container's first process go. */
  void start(String containerId) throws IOException {
    Command.Result result = run("start", containerId);
    if (result.code() != 0) {
      throw new IOException(RuntimeMessage.plain(result.output()));
    }
  }

  /**
   * Kills what runs and removes the runtime's state and control groups; one that is gone is fine.
   */
  void delete(String containerId) throws IOException {
    Command.Result result = run("delete", "--force", containerId);
    if (result.code() != 0 && !result.output().contains("does not exist")) {
      throw new IOException(RuntimeMessage.plain(result.output()));
    }
  }

  /** Whether the runtime says the first process has been let go and has not ended. */
  boolean isRunning(String containerId) throws IOException {
    Command.Result result = run("state", containerId);
    return result.code() == 0 && result.output().matches("(?s).*\"status\":\\s*\"running\".*");
  }

  /** The command that runs a process beside the first one, as a document describes it. */
  List<String> exec(String containerId, Path process, Path pidFile) {
    return List.of(
        program.toString(),
        "--root",
        root.toString(),
        "exec",
        "--process",
        process.toString(),
        "--pid-file",
        pidFile.toString(),
        containerId);
  }

  private Command.Result run(String... arguments) throws IOException {
    return Command.run(
        Stream.concat(
                Stream.of(program.toString(), "--root", root.toString()),
                List.of(arguments).stream())
            .toList());
  }
}
