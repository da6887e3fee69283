package io.jswarm.lab.bench.sample;

import io.jswarm.lab.host.Command;
import io.jswarm.lab.host.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** What a run's figures depend on besides the code: the machine and the versions of its parts. */
public record Facts(SequencedMap<String, String> values) {
  /** The facts of this machine and this source tree now. */
  public static Facts of(Path top, String command) throws IOException, InterruptedException {
    SequencedMap<String, String> values = new LinkedHashMap<>();
    values.put("began", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    values.put("command", command);
    String changes = output(List.of("git", "-C", top.toString(), "status", "--porcelain", "-uno"));
    values.put(
        "commit",
        output(List.of("git", "-C", top.toString(), "rev-parse", "--short", "HEAD"))
            + (changes.isEmpty() ? "" : " with changes"));
    values.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    values.put("processor", field(Path.of("/proc/cpuinfo"), "model name"));
    values.put("memory", field(Path.of("/proc/meminfo"), "MemTotal"));
    values.put("kernel", Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip());
    values.put("JDK", System.getProperty("java.vendor") + " " + System.getProperty("java.version"));
    values.put("Docker Engine", firstLine(List.of("/usr/sbin/dockerd", "--version")));
    values.put("runc", firstLine(List.of("runc", "--version")));
    values.put("conmon", firstLine(List.of("conmon", "--version")));
    return new Facts(values);
  }

  /** The average number of processes to run over the last minute. */
  public static double load() throws IOException {
    return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
  }

  private static String field(Path file, String name) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }

  private static String firstLine(List<String> words) throws InterruptedException {
    return output(words).lines().findFirst().orElse("");
  }

  private static String output(List<String> words) throws InterruptedException {
    if (words.getFirst().startsWith("/") && !Files.isExecutable(Path.of(words.getFirst()))) {
      return "not installed";
    }
    Outcome outcome = Command.of(words).run();
    return outcome.succeeded() ? outcome.stdout().strip() : "unknown";
  }
}
