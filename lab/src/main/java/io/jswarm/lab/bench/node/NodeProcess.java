package io.jswarm.lab.bench.node;

import io.jswarm.lab.host.LabHost;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link LoneNode} in a host. Closing it removes what it made there. */
public final class NodeProcess implements AutoCloseable {
  private static final long END_SECONDS_MAX = 30;

  private final LabHost host;
  private final Process process;
  private final PrintStream commands;
  private final BufferedReader answers;

  private NodeProcess(LabHost host, Process process) {
    this.host = host;
    this.process = process;
    this.commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts one and waits until its kernel holds the networks.
   *
   * @param underlay the hosts' addresses begin with it
   * @param tasks of {@code web}
   */
  public static NodeProcess start(LabHost host, String underlay, int tasks, Path errors)
      throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // As bin/jswarmd does.
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xms8m",
                "-XX:NewSize=4m",
                "-XX:MaxNewSize=24m",
                "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=20",
                "-Xmx512m",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                LoneNode.class.getName(),
                Integer.toString(host.index()),
                "/run/lone",
                underlay,
                Integer.toString(tasks)));
    NodeProcess node = new NodeProcess(host, host.spawn(errors, words));
    node.answer();
    return node;
  }

  public LabHost host() {
    return host;
  }

  /** Makes a container's namespace on the networks; the file that holds it. */
  public String join(int container) throws IOException {
    return ask("join " + container).getLast().split(" ", 2)[1];
  }

  /** Tells of so many services more than those two, in place of those told of before. */
  public void crowd(int services, int tasks) throws IOException {
    ask("crowd %d %d".formatted(services, tasks));
  }

  /** What one task more or less took. */
  public record Change(double wallMillis, double cpuMillis) {}

  /** A task more and one less of the crowd's, in turn, so often. */
  public List<Change> change(int times) throws IOException {
    return ask("change " + times).stream()
        .filter(line -> line.startsWith("change "))
        .map(line -> line.split(" ", -1))
        .map(words -> new Change(Long.parseLong(words[1]) / 1e3, Long.parseLong(words[2]) / 1e3))
        .toList();
  }

  private List<String> ask(String command) throws IOException {
    commands.println(command);
    return answer();
  }

  private List<String> answer() throws IOException {
    List<String> lines = new ArrayList<>();
    do {
      String line = answers.readLine();
      if (line == null) {
        throw new IOException("the data path on %s has ended".formatted(host.hostname()));
      }
      lines.add(line);
    } while (!lines.getLast().startsWith("ok"));
    return lines;
  }

  @Override
  public void close() {
    commands.close();
    try {
      if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
