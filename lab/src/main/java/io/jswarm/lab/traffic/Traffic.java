package io.jswarm.lab.traffic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A stream of requests that goes on while something happens to the cluster. */
public final class Traffic implements AutoCloseable {
  private static final Duration END_MAX = Duration.ofSeconds(15);

  private final Process process;
  private final FutureTask<List<String>> lines;

  private Traffic(Process process, FutureTask<List<String>> lines) {
    this.process = process;
    this.lines = lines;
  }

  /**
   * What to send.
   *
   * @param source one of the caller's addresses; empty for the usual one
   * @param address an IP address
   * @param atMost it ends by itself then
   * @param kept over so many connections that stay open; 0 makes one for each request
   */
  public record Plan(
      String source, String address, int port, int perSecond, Duration atMost, int kept) {
    /** A connection for each request, for two minutes at most. */
    public static Plan of(String address, int port, int perSecond) {
      return new Plan("", address, port, perSecond, Duration.ofMinutes(2), 0);
    }

    /** The same from another address of the caller. */
    public Plan from(String otherSource) {
      return new Plan(otherSource, address, port, perSecond, atMost, kept);
    }

    /** The same over connections that stay open. */
    public Plan over(int connections) {
      return new Plan(source, address, port, perSecond, atMost, connections);
    }
  }

  /** Begins; returns once the first request is about to be sent. */
  public static Traffic start(Place from, Plan plan, Path errors) throws IOException {
    Process process = from.spawn(errors, words(from, plan));
    var reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String first = reader.readLine();
    if (first == null) {
      process.destroyForcibly();
      throw new IOException("the traffic did not begin; " + errors + " says why");
    }
    FutureTask<List<String>> lines = new FutureTask<>(() -> read(reader));
    Thread.ofVirtual().start(lines);
    return new Traffic(process, lines);
  }

  private static List<String> words(Place from, Plan plan) {
    List<String> words = new ArrayList<>();
    if (!plan.source.isEmpty()) {
      words.addAll(List.of("env", "NETAPP_FROM=" + plan.source));
    }
    words.addAll(
        List.of(
            from.lab().netApp().toString(),
            "load",
            plan.address,
            Integer.toString(plan.port),
            Integer.toString(plan.perSecond),
            Long.toString(plan.atMost.toSeconds()),
            Integer.toString(plan.kept)));
    return words;
  }

  private static List<String> read(BufferedReader reader) throws IOException {
    List<String> all = new ArrayList<>();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      all.add(line);
    }
    return all;
  }

  /** Sends no more, waits for what was asked, and tells what became of it. */
  public TrafficReport stop() throws InterruptedException {
    // Only the program: once the process that was begun has ended, nothing more is heard of it.
    Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .filter(each -> each.children().findAny().isEmpty())
        .toList()
        .forEach(ProcessHandle::destroy);
    try {
      return TrafficReport.of(lines.get(END_MAX.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      throw new UncheckedIOException((IOException) e.getCause());
    } catch (TimeoutException _) {
      throw new IllegalStateException("the traffic did not end within " + END_MAX);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
