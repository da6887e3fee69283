package io.jswarm.lab.sidebyside.verdict;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a run found.
 *
 * @param plays what was played, in order
 * @param known the list of known differences it is held against
 */
public record Verdict(List<Play> plays, List<KnownDifference> known) {
  /** One scenario as both clusters played it. */
  public record Play(String group, String scenario, List<Entry> ours, List<Entry> dockers) {
    public List<Difference> differences() {
      return Difference.between(scenario, ours, dockers);
    }

    /** What neither cluster came to: it is the scenario that is wrong, and proves nothing. */
    List<String> hopeless() {
      return ours.stream()
          .filter(Entry::missed)
          .map(Entry::label)
          .filter(label ->
              dockers.stream().anyMatch(entry -> entry.missed() && entry.label().equals(label)))
          .toList();
    }
  }

  /** The reason on the list for a difference; empty when it is not known. */
  public Optional<KnownDifference> reasonOf(Difference difference) {
    return known.stream().filter(each -> each.covers(difference)).findFirst();
  }

  public List<Difference> unknown() {
    return differences().stream().filter(each -> reasonOf(each).isEmpty()).toList();
  }

  /** What is on the list and did not occur, though its scenario was played. */
  public List<KnownDifference> gone() {
    Set<String> played = plays.stream().map(Play::scenario).collect(Collectors.toSet());
    List<Difference> differences = differences();
    return known.stream()
        .filter(each -> played.contains(each.scenario()))
        .filter(each -> differences.stream().noneMatch(each::covers))
        .toList();
  }

  /** Steps that neither cluster came to, each with its scenario. */
  public List<String> hopeless() {
    return plays.stream()
        .flatMap(play -> play.hopeless().stream().map(label -> play.scenario() + ": " + label))
        .toList();
  }

  /** Whether nothing was found that is not on the list, and all of the list was. */
  public boolean isGood() {
    return unknown().isEmpty() && gone().isEmpty() && hopeless().isEmpty();
  }

  /** How many scenarios came to the same in every step. */
  public long same() {
    return plays.stream().filter(play -> play.differences().isEmpty()).count();
  }

  /** How many differences of a kind occurred. */
  public long count(KnownDifference.Kind kind) {
    return differences().stream()
        .filter(each -> reasonOf(each).filter(reason -> reason.kind() == kind).isPresent())
        .count();
  }

  private List<Difference> differences() {
    return plays.stream().flatMap(play -> play.differences().stream()).toList();
  }
}
