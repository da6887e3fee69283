package io.jswarm.lab.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A program to run to its end, with a limit on how long that may take. */
public record Command(List<String> words, Map<String, String> environment, Duration limit) {
  private static final Duration USUAL_LIMIT = Duration.ofMinutes(2);

  public static Command of(List<String> words) {
    return new Command(words, Map.of(), USUAL_LIMIT);
  }

  public Command with(Map<String, String> moreEnvironment) {
    return new Command(words, moreEnvironment, limit);
  }

  public Command within(Duration otherLimit) {
    return new Command(words, environment, otherLimit);
  }

  /**
   * Runs the program with no standard input.
   *
   * @throws IllegalStateException when it does not end within the limit; it is killed then
   * @throws UncheckedIOException when it cannot be started
   */
  public Outcome run() throws InterruptedException {
    var builder = new ProcessBuilder(words).redirectInput(ProcessBuilder.Redirect.from(DEV_NULL));
    builder.environment().putAll(environment);
    long began = System.nanoTime();
    try {
      Process process = builder.start();
      FutureTask<String> stdout = reading(process.getInputStream());
      FutureTask<String> stderr = reading(process.getErrorStream());
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new IllegalStateException(
            this + " did not end within " + limit + "; it said: " + stderr.get());
      }
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      return new Outcome(words, process.exitValue(), stdout.get(), stderr.get(), took);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("output of " + this + " was lost", e);
    }
  }

  private static final java.io.File DEV_NULL = new java.io.File("/dev/null");

  private static FutureTask<String> reading(InputStream stream) {
    var task = new FutureTask<>(() -> new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    Thread.ofVirtual().start(task);
    return task;
  }

  @Override
  public String toString() {
    return String.join(" ", words);
  }
}
