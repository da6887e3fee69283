package io.jswarm.lab.bench.group;

import io.jswarm.lab.bench.cluster.Cluster;
import io.jswarm.lab.bench.cluster.Services;
import io.jswarm.lab.bench.cluster.Specs;
import io.jswarm.lab.bench.cluster.Watch;
import io.jswarm.lab.bench.sample.Contender;
import io.jswarm.lab.bench.sample.Recorder;
import io.jswarm.lab.host.Command;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.host.Outcome;
import io.jswarm.lab.wire.Call;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long one question takes: over the API, a connection each time, and on the command line, where
 * Docker's client is asked of both and ours of ours. Without tasks and with a hundred.
 */
final class Latency implements Group {
  private static final int TASKS = 100;
  private static final Path DOCKER = Path.of("/usr/bin/docker");

  /** Each is quick, and one of a few is easily disturbed. */
  private static final int QUESTIONS_PER_SAMPLE = 3;

  /** A daemon has answered a question some times before it is timed. */
  private static final int WARM_UP = 5;

  /** What is asked over the API, by the figure's name. */
  private enum Question {
    SERVICES("/services?status=true"),
    NODES("/nodes"),
    TASKS("/tasks");

    private final String path;

    Question(String path) {
      this.path = path;
    }
  }

  private static final List<List<String>> COMMANDS =
      List.of(List.of("service", "ls"), List.of("node", "ls"), List.of("service", "ps", "many"));

  @Override
  public String title() {
    return "latency";
  }

  @Override
  public double secondsPerSample(Contender contender) {
    return contender == Contender.JSWARM ? 10 : 8;
  }

  @Override
  public void measure(Cluster cluster, Recorder recorder, int samples)
      throws IOException, InterruptedException {
    LabHost leader = cluster.leader();
    LabHost follower = cluster.managerBut(leader, 0);
    int questions = samples * QUESTIONS_PER_SAMPLE;
    ask(cluster, recorder, questions, "0_leader", leader);
    ask(cluster, recorder, questions, "0_follower", follower);
    new Services(leader).deploy("many", Specs.sleepers("many", TASKS), TASKS);
    Watch.pause(Duration.ofSeconds(5));
    ask(cluster, recorder, questions, "100_leader", leader);
    ask(cluster, recorder, questions, "100_follower", follower);
    cluster.remove("many");
  }

  private static void ask(
      Cluster cluster, Recorder recorder, int questions, String suffix, LabHost via)
      throws IOException, InterruptedException {
    for (Question question : Question.values()) {
      String figure = "api_" + question.name().toLowerCase(Locale.ROOT) + "_" + suffix;
      for (int i = -WARM_UP; i < questions; i++) {
        Watch watch = Watch.start();
        Cluster.ask(via, Call.get(question.path));
        if (i >= 0) {
          recorder.value(figure, watch.seconds() * 1e3, "ms", Map.of());
        }
      }
    }
    if (!suffix.endsWith("leader")) {
      return;
    }
    for (List<String> words : COMMANDS) {
      if (suffix.startsWith("0") && words.contains("many")) {
        continue;
      }
      String figure = String.join("_", words.subList(0, 2)) + "_" + suffix;
      if (recorder.contender() == Contender.JSWARM) {
        Path jswarm = cluster.lab().options().top().resolve("bin/jswarm");
        command(recorder, questions, List.of("cli_" + figure), line(jswarm, via, words));
        command(recorder, questions, List.of("docker_" + figure), line(DOCKER, via, words));
      } else {
        List<String> both = List.of("cli_" + figure, "docker_" + figure);
        command(recorder, questions, both, line(DOCKER, via, words));
      }
    }
  }

  private static List<String> line(Path program, LabHost via, List<String> words) {
    List<String> line =
        new ArrayList<>(List.of(program.toString(), "-H", "unix://" + via.socket()));
    line.addAll(words);
    return line;
  }

  private static void command(
      Recorder recorder, int questions, List<String> figures, List<String> line)
      throws IOException, InterruptedException {
    String settings = System.getProperty("java.io.tmpdir");
    for (int i = -1; i < questions; i++) {
      Outcome outcome = Command.of(line).with(Map.of("DOCKER_CONFIG", settings)).run();
      outcome.orThrow();
      if (i < 0) {
        continue;
      }
      for (String figure : figures) {
        recorder.value(figure, outcome.took().toNanos() / 1e6, "ms", Map.of());
      }
    }
  }
}
