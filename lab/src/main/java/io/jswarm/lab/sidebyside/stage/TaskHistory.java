package io.jswarm.lab.sidebyside.stage;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * All tasks there are of a service. As text it does not depend on chance: slots with the same story
 * are counted, not numbered, for which of them is rolled first or fails first is anyone's guess.
 */
public record TaskHistory(List<TaskView> tasks) {
  /** Whether no task is on its way to another state. */
  public boolean isAtRest() {
    return tasks.stream().allMatch(TaskView::isAtRest);
  }

  /**
   * One line for each story: how many slots have it, and its tasks from the oldest to the newest.
   */
  public String text() {
    if (tasks.isEmpty()) {
      return "no tasks";
    }
    var places = new TreeMap<String, List<TaskView>>();
    places.putAll(tasks.stream().collect(groupingBy(TaskView::place)));
    var stories = new TreeMap<String, Long>();
    stories.putAll(
        places.values().stream().map(TaskHistory::story).collect(groupingBy(s -> s, counting())));
    return stories.entrySet().stream()
        .map(each -> each.getValue() + " x " + each.getKey())
        .collect(joining("\n"));
  }

  private static String story(List<TaskView> ofOnePlace) {
    String story =
        ofOnePlace.stream()
            .sorted(Comparator.comparing(TaskView::createdAt))
            .map(TaskView::text)
            .collect(joining(" -> "));
    TaskView any = ofOnePlace.getFirst();
    return any.pinned() ? any.node() + ": " + story : story;
  }

  /** The numbers of the slots in which a task runs, in order. */
  public String runningSlots() {
    return tasks.stream()
        .filter(TaskView::runs)
        .map(TaskView::slot)
        .sorted()
        .map(String::valueOf)
        .collect(joining(" "));
  }

  /** How many tasks run on each host, as {@code jsw-h1=2 jsw-h2=1}. */
  public String runningByHost() {
    var hosts = new TreeMap<String, Long>();
    hosts.putAll(
        tasks.stream().filter(TaskView::runs).collect(groupingBy(TaskView::node, counting())));
    return hosts.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(joining(" "));
  }

  /** How many tasks are in this state, whatever they are meant to be. */
  public long in(String state) {
    return tasks.stream().filter(task -> task.state().equals(state)).count();
  }
}
