package io.jswarm.worker.engine;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What runs in a container once image and spec are merged as Docker merges them.
 *
 * @param entrypoint the spec's command, else the image's entrypoint
 * @param arguments the spec's args, else the image's command when the entrypoint is the image's too
 * @param env {@code NAME=value}, the image's overridden by the spec's
 * @param workingDirectory absolute
 * @param user as written, {@code name[:group]} or numbers; empty is root
 * @param stopSignal as written, {@code SIGTERM} or a number
 * @param health how to see whether it is well; null when nobody looks
 */
public record ContainerProcess(
    List<String> entrypoint,
    List<String> arguments,
    List<String> env,
    String workingDirectory,
    String user,
    String hostname,
    String stopSignal,
    boolean tty,
    @Nullable HealthCheck health) {

  public ContainerProcess {
    entrypoint = List.copyOf(entrypoint);
    arguments = List.copyOf(arguments);
    env = List.copyOf(env);
  }

  /** One that nobody looks after. */
  public ContainerProcess(
      List<String> entrypoint,
      List<String> arguments,
      List<String> env,
      String workingDirectory,
      String user,
      String hostname,
      String stopSignal,
      boolean tty) {
    this(entrypoint, arguments, env, workingDirectory, user, hostname, stopSignal, tty, null);
  }

  /** The whole command line. */
  public List<String> commandLine() {
    return Stream.concat(entrypoint.stream(), arguments.stream()).toList();
  }
}
