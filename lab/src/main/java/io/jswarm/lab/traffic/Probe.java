package io.jswarm.lab.traffic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Connections to one port of several addresses, again and again, and when they failed. */
public final class Probe implements AutoCloseable {
  private final Process process;
  private final List<Seen> seen = new CopyOnWriteArrayList<>();

  /**
   * An attempt that failed, or the first that did not.
   *
   * @param beganMicros since the epoch, as {@code endedMicros}
   * @param words the failure, or who answered
   */
  public record Seen(
      boolean well, String address, long beganMicros, long endedMicros, String words) {
    private static Seen of(String line) {
      String[] words = line.split(" ", 5);
      return new Seen(
          words[0].equals("ok"),
          words[1],
          Long.parseLong(words[2]),
          Long.parseLong(words[3]),
          words[4]);
    }
  }

  private Probe(Process process) {
    this.process = process;
  }

  /** Begins; one attempt at a time to each address. */
  public static Probe start(
      Place from, int port, int everyMillis, List<String> addresses, Path errors)
      throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                from.lab().netMeter().toString(),
                "probe",
                Integer.toString(port),
                Integer.toString(everyMillis)));
    words.addAll(addresses);
    Probe probe = new Probe(from.spawn(errors, words));
    Thread.ofVirtual().start(probe::read);
    return probe;
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      lines.readLine(); // says that it begins
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        seen.add(Seen.of(line));
      }
    } catch (IOException _) {
      process.destroyForcibly(); // it was closed
    }
  }

  /** What was seen since it began or was told to forget, in order. */
  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  /** From now on only what comes. */
  public void forget() {
    seen.clear();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
