package io.jswarm.worker.engine.oci;

import io.jswarm.api.codec.Json;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.engine.ProbeResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs one command in a container by the runtime's exec, with the rights, the environment and the
 * limits of the first process. One at a time for each container.
 */
final class Probing {
  /** The runtime's code when there was nothing to run. */
  private static final int NOT_RUN = 255;

  /** From the kill until the runtime has noticed. */
  private static final Duration KILL_TIME = Duration.ofSeconds(2);

  private final Workshop shop;
  private final String id;
  private final ContainerFiles files;

  Probing(Workshop shop, String id, ContainerFiles files) {
    this.shop = shop;
    this.id = id;
    this.files = files;
  }

  ProbeResult run(List<String> command, Duration timeout) throws InterruptedException {
    try {
      killLeftOver();
      Files.write(files.probe(), Json.writeBytes(document(command)));
      return ran(timeout);
    } catch (IOException e) {
      throw new EngineException.Failed("running the health check", e);
    }
  }

  /** The first process as it is in the bundle, with another command line. */
  private ObjectNode document(List<String> command) throws IOException {
    ObjectNode config = Json.read(Files.readAllBytes(files.config()), ObjectNode.class);
    ObjectNode process = (ObjectNode) config.path("process");
    process.put("terminal", false);
    ArrayNode args = process.putArray("args");
    command.forEach(args::add);
    return process;
  }

  private ProbeResult ran(Duration timeout) throws IOException, InterruptedException {
    Instant start = shop.clock().instant();
    Process runtime =
        Command.builder(shop.runtime().exec(id, files.probe(), files.probePid()))
            .redirectErrorStream(true)
            .start();
    try {
      ProbeOutput output = new ProbeOutput(runtime);
      boolean inTime = output.awaitEnd(timeout);
      String text = output.text();
      Instant end = shop.clock().instant();
      if (!inTime) {
        return new ProbeResult(start, end, ProbeResult.NO_CODE, tooLate(timeout, text));
      }
      int code = runtime.exitValue();
      return code == NOT_RUN && !Files.exists(files.probePid())
          ? new ProbeResult(
              start,
              end,
              ProbeResult.NO_CODE,
              "OCI runtime exec failed: " + RuntimeMessage.plain(text))
          : new ProbeResult(start, end, code, text);
    } finally {
      if (runtime.isAlive()) {
        kill(runtime);
      }
      Files.deleteIfExists(files.probePid());
    }
  }

  private static String tooLate(Duration timeout, String text) {
    String sentence = "Health check exceeded timeout (%s)".formatted(shown(timeout));
    return text.isEmpty() ? sentence : sentence + ": " + text;
  }

  /** Whole seconds as Docker writes them, else milliseconds. */
  private static String shown(Duration timeout) {
    return timeout.toNanosPart() == 0 ? timeout.toSeconds() + "s" : timeout.toMillis() + "ms";
  }

  /**
   * A runtime that is killed leaves what it runs: that is killed first, and ends the runtime too.
   */
  private void kill(Process runtime) throws IOException {
    killProbe();
    boolean noticed = false;
    try {
      noticed = runtime.waitFor(KILL_TIME.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!noticed) {
      runtime.destroyForcibly();
    }
  }

  /** A daemon that was killed while it probed has left a process that may never end. */
  private void killLeftOver() throws IOException {
    killProbe();
    Files.deleteIfExists(files.probePid());
  }

  private void killProbe() throws IOException {
    long pid;
    try {
      pid = Long.parseLong(Files.readString(files.probePid()).strip());
    } catch (NoSuchFileException | NumberFormatException notBegun) {
      return;
    }
    if (isOfContainer(pid)) {
      ProcessHandle.of(pid)
          .ifPresent(probe -> {
            List<ProcessHandle> all = probe.descendants().toList();
            probe.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
          });
    }
  }

  /** Numbers are used again: only a process in the container's control group is the probe. */
  private boolean isOfContainer(long pid) throws IOException {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cgroup")).contains(id);
    } catch (NoSuchFileException gone) {
      return false;
    }
  }
}
