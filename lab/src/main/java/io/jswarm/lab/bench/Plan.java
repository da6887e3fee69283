package io.jswarm.lab.bench;

import io.jswarm.lab.bench.group.Group;
import io.jswarm.lab.bench.group.Groups;
import io.jswarm.lab.bench.sample.Contender;
import java.util.List;
import java.util.Set;

/**
 * What a run of {@code lab/bench} does.
 *
 * @param samples wanted of every figure; groups that are dear take fewer
 * @param turns into how many visits to each contender a group's samples are shared out
 * @param apart neither the page nor what it is made of is touched
 */
record Plan(List<Group> groups, List<Contender> contenders, int samples, int turns, boolean apart) {
  private static final int USUAL_SAMPLES = 5;
  private static final int MAX_SAMPLES = 100;

  /** Removing and making both labs, and the settling at each turn. */
  private static final double FIXED_SECONDS = 50;

  private static final double TURN_SECONDS = 3;

  static Plan parse(List<String> words) {
    Flags flags =
        Flags.parse(
            words,
            Set.of("--only", "--samples", "--turns"),
            Set.of("--quick", "--ours-only", "--apart"));
    List<Group> groups =
        flags.has("--only")
            ? flags.list("--only", "").stream().map(Groups::named).toList()
            : Groups.all();
    List<Contender> contenders =
        flags.has("--ours-only") ? List.of(Contender.JSWARM) : List.of(Contender.values());
    int samples = flags.number("--samples", flags.has("--quick") ? 1 : USUAL_SAMPLES);
    if (samples < 1 || samples > MAX_SAMPLES) {
      throw new IllegalArgumentException("--samples is 1 to " + MAX_SAMPLES + ", not " + samples);
    }
    int turns = flags.number("--turns", contenders.size() > 1 && samples > USUAL_SAMPLES ? 2 : 1);
    return new Plan(
        groups, contenders, samples, Math.clamp(turns, 1, samples), flags.has("--apart"));
  }

  /** A run of everything for both begins a new report; any other adds to the last. */
  boolean isWhole() {
    return groups.size() == Groups.all().size() && contenders.size() == Contender.values().length;
  }

  /** How many of a group's samples are taken in this turn, the first being turn 0. */
  int samples(Group group, Contender contender, int turn) {
    int all = group.samples(samples, contender);
    return all * (turn + 1) / turns - all * turn / turns;
  }

  /** On a quiet machine with two cores. */
  double estimatedMinutes() {
    double seconds = FIXED_SECONDS;
    for (Group group : groups) {
      for (Contender contender : contenders) {
        seconds += turns * TURN_SECONDS;
        seconds += group.samples(samples, contender) * group.secondsPerSample(contender);
      }
    }
    return seconds / 60;
  }
}
