package io.jswarm.lab.sidebyside;

import io.jswarm.lab.anchor.DockerSwarm;
import io.jswarm.lab.bench.sample.Contender;
import io.jswarm.lab.host.Command;
import io.jswarm.lab.sidebyside.scenario.Scenarios;
import io.jswarm.lab.sidebyside.script.Scenario;
import io.jswarm.lab.sidebyside.script.Step;
import io.jswarm.lab.sidebyside.stage.Client;
import io.jswarm.lab.sidebyside.stage.Stage;
import io.jswarm.lab.sidebyside.verdict.Entry;
import io.jswarm.lab.sidebyside.verdict.KnownDifferences;
import io.jswarm.lab.sidebyside.verdict.Page;
import io.jswarm.lab.sidebyside.verdict.PlayFile;
import io.jswarm.lab.sidebyside.verdict.Verdict;
import io.jswarm.lab.sidebyside.verdict.Verdict.Play;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The program behind {@code lab/side-by-side}. */
public final class SideBySide {
  private static final int MISUSE = 125;

  private SideBySide() {}

  public static void main(String[] arguments) throws InterruptedException {
    try {
      Path top = Path.of(System.getProperty("jswarm.top", "."));
      System.exit(run(top, Plan.parse(Arrays.asList(arguments))));
    } catch (IllegalArgumentException e) {
      System.err.println("side-by-side: " + e.getMessage() + "; see: lab/side-by-side --help");
      System.exit(MISUSE);
    } catch (IOException | IllegalStateException e) {
      System.err.println("side-by-side: " + e.getMessage());
      System.exit(1);
    }
  }

  private static int run(Path top, Plan plan) throws IOException, InterruptedException {
    if (!DockerSwarm.isPossible() || !Client.DEBIAN.isInstalled()) {
      throw new IllegalStateException(
          "there is no Docker Engine to compare with; install the package docker.io");
    }
    try (Stage ours = Stage.up(top, Contender.JSWARM);
        Stage dockers = Stage.up(top, Contender.SWARM)) {
      Verdict verdict = new Verdict(play(plan, ours, dockers), KnownDifferences.all());
      verdict.gone().forEach(each -> System.err.println("no longer so: " + each));
      verdict.hopeless().forEach(each -> System.err.println("came to neither: " + each));
      System.out.println(Page.summary(verdict));
      PlayFile file = new PlayFile(top.resolve("target/side-by-side/plays.jsonl"));
      file.add(verdict.plays());
      write(file.read(), top.resolve("docs/SIDE-BY-SIDE.md"));
      return verdict.isGood() ? 0 : 1;
    }
  }

  /** Writes the page of what was played last of each scenario, once each has been played. */
  private static void write(List<Play> plays, Path page) throws IOException, InterruptedException {
    Map<String, Play> byName =
        plays.stream().collect(Collectors.toMap(Play::scenario, play -> play));
    List<String> wanted =
        Scenarios.all().values().stream().flatMap(List::stream).map(Scenario::name).toList();
    List<Play> ordered =
        wanted.stream().flatMap(name -> Stream.ofNullable(byName.get(name))).toList();
    if (ordered.size() == wanted.size()) {
      Files.writeString(page, Page.of(new Verdict(ordered, KnownDifferences.all()), facts()));
      System.out.println("written: " + page);
    }
  }

  private static List<Play> play(Plan plan, Stage ours, Stage dockers) throws InterruptedException {
    List<Play> plays = new ArrayList<>();
    for (Map.Entry<String, List<Scenario>> group : plan.groups().entrySet()) {
      for (Scenario scenario : group.getValue()) {
        if (!isPlayable(scenario)) {
          System.out.println(scenario.name() + " needs the newer client, which is not here");
          continue;
        }
        long beganNanos = System.nanoTime();
        Play play = play(group.getKey(), scenario, ours, dockers);
        double seconds = (System.nanoTime() - beganNanos) / 1e9;
        Verdict alone = new Verdict(List.of(play), KnownDifferences.all());
        System.out.printf(
            "%-10s %-40s %5.1f s  %s%n",
            group.getKey(), scenario.name(), seconds, Page.word(alone, play));
        alone.unknown().forEach(each -> System.out.println(Page.paragraph(alone, each)));
        plays.add(play);
      }
    }
    return plays;
  }

  private static boolean isPlayable(Scenario scenario) {
    return scenario.steps().stream()
        .allMatch(step -> !(step instanceof Step.Typed typed) || typed.client().isInstalled());
  }

  /** Both play it at the same time; what it costs is waiting, mostly. */
  private static Play play(String group, Scenario scenario, Stage ours, Stage dockers)
      throws InterruptedException {
    FutureTask<List<Entry>> theirs = new FutureTask<>(() -> new Player(dockers).play(scenario));
    Thread.ofVirtual().name("docker").start(theirs);
    List<Entry> here = new Player(ours).play(scenario);
    try {
      return new Play(group, scenario.name(), here, theirs.get());
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          scenario.name() + " broke off on Docker Swarm: " + e.getCause(), e);
    }
  }

  private static List<String> facts() throws InterruptedException {
    List<String> facts = new ArrayList<>();
    facts.add("Docker Engine: " + version("/usr/sbin/dockerd"));
    facts.add("Docker client: " + version("/usr/bin/docker"));
    if (Client.NEWER.isInstalled()) {
      facts.add("newer Docker client: " + version("/usr/local/bin/docker"));
    }
    return facts;
  }

  private static String version(String program) throws InterruptedException {
    return Command.of(List.of(program, "--version")).run().orThrow();
  }
}
