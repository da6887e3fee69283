package io.jswarm.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.host.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Jobs that fall due every minute, one for each thing that may follow, and an account of what
 * managers said of each minute: nothing else may be said of it later, whoever leads. Each container
 * also writes a line by itself, so that nobody has to be taken at their word.
 */
final class MinuteJobs {
  /** Its first run never ends; what falls due meanwhile is left out. */
  static final String FORBID = "forbid";

  /** Its runs never end by themselves, but each takes the place of the one before. */
  static final String REPLACE = "replace";

  /** Its runs never end, and overlap. */
  static final String ALLOW = "allow";

  /** A run of it ends at once on each node. */
  static final String EVERYWHERE = "everywhere";

  /** A run of it ends at once. */
  static final String BRIEF = "brief";

  /** Those whose runs do not end by themselves. */
  static final List<String> LASTING = List.of(FORBID, REPLACE, ALLOW);

  static final List<String> ALL = List.of(FORBID, REPLACE, ALLOW, EVERYWHERE, BRIEF);

  /** Where nothing may be forgotten while it is looked at. */
  static final int HISTORY_LONG = 50;

  private static final Pattern SINCE = Pattern.compile("fell due since (\\S+Z)");
  private static final String STAY = "; trap 'exit 0' TERM; sleep 1000 & wait";

  private final Path ran;
  private final Map<String, Map<Instant, String>> account = new TreeMap<>();

  /**
   * Jobs that write to this folder.
   *
   * @param ran seen by all hosts
   */
  MinuteJobs(Path ran) {
    this.ran = ran;
    ALL.forEach(name -> account.put(name, new TreeMap<>()));
  }

  /**
   * Makes all of them.
   *
   * @param briefHistory how many ended runs of the brief one are kept
   * @param flags more of them, for those that do not run everywhere
   */
  void create(LabHost manager, int briefHistory, String... flags) throws InterruptedException {
    for (String name : ALL) {
      List<String> words = new ArrayList<>(List.of("service", "create", "-d", "--name", name));
      words.addAll(List.of("--no-resolve-image", "--schedule", "* * * * *"));
      words.addAll(List.of("--stop-grace-period", "1s", "--hostname", "{{.Node.Hostname}}"));
      words.addAll(List.of("--mount", "type=bind,src=" + ran + ",dst=/ran"));
      words.addAll(List.of("--mode", name.equals(EVERYWHERE) ? "global-job" : "replicated-job"));
      words.addAll(name.equals(EVERYWHERE) ? List.of() : List.of(flags));
      int history = name.equals(BRIEF) ? briefHistory : HISTORY_LONG;
      words.addAll(List.of("--schedule-history", Integer.toString(history)));
      boolean stays = LASTING.contains(name);
      words.addAll(List.of("--schedule-concurrency", stays ? name : FORBID));
      words.addAll(List.of("busybox:latest", "sh", "-c"));
      words.add("hostname >> /ran/" + name + (stays ? STAY : ""));
      CommandLine.JSWARM.run(manager, words.toArray(String[]::new)).orThrow();
    }
  }

  /** Asks for a run now, and waits for its end unless it is to be detached. */
  static Outcome run(LabHost manager, String name, String... flags) throws InterruptedException {
    List<String> words = new ArrayList<>(List.of("service", "run"));
    words.addAll(List.of(flags));
    words.add(name);
    return CommandLine.JSWARM.run(manager, words.toArray(String[]::new));
  }

  /** The names of the nodes on which containers of a job ran, one for each that did. */
  List<String> ran(String name) throws IOException {
    Path lines = ran.resolve(name);
    return Files.exists(lines) ? Files.readAllLines(lines) : List.of();
  }

  /** How many tasks of a job run and are meant to. */
  static long running(ClusterView view, String name) throws IOException {
    JsonNode tasks = view.api().get("/tasks?" + EngineApi.filter("service", name)).orThrow();
    return StreamSupport.stream(tasks.spliterator(), false)
        .filter(task -> task.at("/Status/State").asString("").equals("running"))
        .filter(task -> task.path("DesiredState").asString("").equals("complete"))
        .count();
  }

  /** How a job stands with its schedule, as a manager shows it. */
  static JsonNode schedule(ClusterView view, String name) throws IOException {
    return view.api().get("/services/" + name).orThrow().at("/JobStatus/Schedule");
  }

  static List<JsonNode> runs(ClusterView view, String name) throws IOException {
    return StreamSupport.stream(schedule(view, name).path("Runs").spliterator(), false).toList();
  }

  /** The states of the runs that are kept, the oldest first. */
  static List<String> states(ClusterView view, String name) throws IOException {
    return runs(view, name).stream().map(run -> run.path("State").asString("")).toList();
  }

  /** How many runs of a job ever began. */
  static int begun(ClusterView view, String name) throws IOException {
    JsonNode service = view.api().get("/services/" + name).orThrow();
    return service.at("/JobStatus/JobIteration/Index").asInt(0);
  }

  static Instant nextRun(ClusterView view, String name) throws IOException {
    return Instant.parse(schedule(view, name).path("NextRun").asString(""));
  }

  /** Notes what a manager says of every minute; fails when it contradicts what was said before. */
  void look(ClusterView view) throws IOException {
    for (String name : ALL) {
      JsonNode schedule = schedule(view, name);
      for (JsonNode run : schedule.path("Runs")) {
        if (run.has("Due")) {
          Instant due = Instant.parse(run.path("Due").asString(""));
          note(name, due, "run " + run.at("/JobIteration/Index").asInt());
        }
      }
      if (schedule.has("LastSkipped")) {
        Instant last = Instant.parse(schedule.path("LastSkipped").asString(""));
        minutesSince(schedule.path("SkipReason").asString(""), last)
            .forEach(minute -> note(name, minute, "left out"));
      }
    }
  }

  /** The minutes that a reason speaks of. */
  private static Stream<Instant> minutesSince(String reason, Instant last) {
    Matcher since = SINCE.matcher(reason);
    Instant first = since.find() ? Instant.parse(since.group(1)) : last;
    return Stream.iterate(first, at -> !at.isAfter(last), at -> at.plus(1, ChronoUnit.MINUTES));
  }

  private void note(String name, Instant minute, String said) {
    Map<Instant, String> known = account.getOrDefault(name, new TreeMap<>());
    String before = known.putIfAbsent(minute, said);
    assertThat(said)
        .as("what became of %s of %s, of which there is %s", minute, name, known)
        .isEqualTo(before == null ? said : before);
    assertThat(known.entrySet())
        .as("minutes of %s with %s", name, said)
        .filteredOn(entry -> entry.getValue().equals(said) && said.startsWith("run "))
        .hasSizeLessThanOrEqualTo(1);
  }

  /** Whether managers have said of every job what became of this minute. */
  boolean accountsFor(Instant minute) {
    return account.values().stream().allMatch(known -> known.containsKey(minute));
  }

  /** What was said, for people. */
  @Override
  public String toString() {
    return account.toString();
  }
}
