package io.jswarm.worker.engine.oci;

import io.jswarm.api.codec.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Starts conmon, which has the runtime create a container and stays with it: it holds its output,
 * writes the log, and leaves the exit code in a file. It outlives this process.
 */
final class Conmon {
  /** Creating takes some 0.1 s; a machine on its knees may need very much longer. */
  private static final Duration CREATE_TIME = Duration.ofSeconds(60);

  /**
   * Conmon tells how creating went through a descriptor whose number is in the environment, and
   * leaves this process at once. The shell stays until that line has come: the JDK closes a
   * program's output when the program ends.
   */
  private static final String WITH_SYNC_PIPE =
      "\"$@\" 3>&1 >/dev/null | { IFS= read -r line; printf '%s\\n' \"$line\"; }";

  private final Path program;
  private final OciRuntime runtime;

  Conmon(Path program, OciRuntime runtime) {
    this.program = program;
    this.runtime = runtime;
  }

  /**
   * How the container's output is handled.
   *
   * @param log what of it is kept
   */
  record Output(boolean tty, boolean keepsInputOpen, LogOptions log) {}

  /**
   * Has a container created from its bundle.
   *
   * @return the number of its first process, which waits to be let go
   * @throws IOException with the runtime's reason
   */
  int create(String containerId, ContainerFiles files, Output output) throws IOException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", WITH_SYNC_PIPE, "sh"));
    command.addAll(arguments(containerId, files, output));
    ProcessBuilder builder =
        Command.builder(command)
            .directory(files.exec().toFile())
            .redirectError(files.conmonErrors().toFile());
    builder.environment().put("_OCI_SYNCPIPE", "3");
    Process process = builder.start();
    String answer = firstLine(process);
    JsonNode document;
    try {
      document = Json.mapper().readTree(answer.isEmpty() ? "{}" : answer);
    } catch (JacksonException e) {
      throw new IOException("conmon said '" + answer + "'", e);
    }
    int pid = document.path("data").asInt(-1);
    if (pid <= 0) {
      String reason = document.path("message").asString("");
      String errors = Files.readString(files.conmonErrors());
      throw new IOException(
          RuntimeMessage.plain(reason.isBlank() ? "conmon failed: " + errors : reason));
    }
    return pid;
  }

  private List<String> arguments(String containerId, ContainerFiles files, Output output) {
    List<String> arguments = new ArrayList<>();
    arguments.add(program.toString());
    arguments.addAll(List.of("--api-version", "1"));
    arguments.addAll(List.of("-c", containerId, "-u", containerId, "-n", containerId));
    arguments.addAll(List.of("-r", runtime.program().toString()));
    arguments.addAll(List.of("-b", files.exec().toString()));
    arguments.addAll(List.of("-p", files.pid().toString()));
    arguments.addAll(List.of("-P", files.conmonPid().toString()));
    arguments.addAll(List.of("--exit-dir", files.exits().toString()));
    arguments.addAll(List.of("--persist-dir", files.exec().toString()));
    arguments.add("--full-attach");
    if (output.log().kept()) {
      arguments.addAll(List.of("-l", "k8s-file:" + files.log()));
      if (output.log().maxFiles() == 1) {
        arguments.addAll(List.of("--log-size-max", Long.toString(output.log().maxBytes())));
      }
    } else {
      arguments.addAll(List.of("-l", "none"));
    }
    arguments.addAll(List.of("--log-level", "warning"));
    arguments.addAll(List.of("--runtime-arg", "--root"));
    arguments.addAll(List.of("--runtime-arg", runtime.root().toString()));
    if (output.tty()) {
      arguments.add("-t");
    }
    if (output.keepsInputOpen()) {
      arguments.add("-i");
    }
    return arguments;
  }

  private static String firstLine(Process process) throws IOException {
    CompletableFuture<String> line = new CompletableFuture<>();
    Thread.ofVirtual().name("conmon-answer").start(() -> read(process, line));
    try {
      return line.get(CREATE_TIME.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      process.destroyForcibly();
      throw new IOException("the runtime did not create the container within " + CREATE_TIME, e);
    } catch (ExecutionException e) {
      throw new IOException("conmon gave no answer", e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the container was created", e);
    }
  }

  private static void read(Process process, CompletableFuture<String> line) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String first = reader.readLine();
      line.complete(first == null ? "" : first);
    } catch (IOException e) {
      line.completeExceptionally(e);
    }
  }
}
