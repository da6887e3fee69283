package io.jswarm.cli.service.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConvergenceTest {
  private static final long SECOND = 1_000_000_000L;

  private final Convergence created = new Convergence(Convergence.Wanted.CHANGE, new JsonObject());

  private static JsonObject json(String text) {
    try {
      return (JsonObject) JsonReader.parse(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonObject replicated(int replicas) {
    return json(
        "{\"ID\":\"web\",\"Spec\":{\"Mode\":{\"Replicated\":{\"Replicas\":" + replicas + "}}}}");
  }

  private static JsonObject updating(String state) {
    return replicated(1)
        .set("UpdateStatus", new JsonObject().set("State", state).set("Message", "because"));
  }

  private static JsonObject task(int slot, String state) {
    return json(
        "{\"Slot\":%d,\"NodeID\":\"n1\",\"DesiredState\":\"running\",\"Status\":{\"State\":\"%s\"}}"
            .formatted(slot, state));
  }

  private static Sight sight(JsonObject service, JsonObject... tasks) {
    return new Sight(service, List.of(tasks), new LinkedHashSet<>(List.of("n1", "n2")));
  }

  private static List<String> texts(Report report) {
    List<String> texts = new ArrayList<>();
    report.lines().forEach(line -> texts.add(line.plain()));
    return texts;
  }

  @Test
  void convergesWhenAllTasksRanForTheMonitoringTime() {
    JsonObject web = replicated(2);
    Report first = created.look(sight(web, task(1, "running"), task(2, "preparing")), 0);
    assertThat(texts(first))
        .containsExactly("overall progress: 1 out of 2 tasks", "1/2: running", "2/2: preparing");
    Sight running = sight(web, task(1, "running"), task(2, "running"));
    Report second = created.look(running, SECOND);
    assertThat(second.verdict()).isEqualTo(new Verdict.Going());
    assertThat(texts(second))
        .contains("verify: Waiting 5 seconds to verify that tasks are stable...");
    assertThat(created.look(running, 5 * SECOND).verdict()).isEqualTo(new Verdict.Going());
    Report last = created.look(running, 6 * SECOND);
    assertThat(last.verdict()).isEqualTo(new Verdict.Done());
    assertThat(texts(last)).contains("verify: Service web converged");
  }

  @Test
  void aFailureWhileWatchedStartsOver() {
    JsonObject web = replicated(1);
    created.look(sight(web, task(1, "running")), 0);
    Report failed = created.look(sight(web, task(1, "failed")), 4 * SECOND);
    assertThat(texts(failed)).contains("verify: Detected task failure");
    assertThat(created.look(sight(web, task(1, "running")), 5 * SECOND).verdict())
        .isEqualTo(new Verdict.Going());
    assertThat(created.look(sight(web, task(1, "running")), 9 * SECOND).verdict())
        .isEqualTo(new Verdict.Going());
    assertThat(created.look(sight(web, task(1, "running")), 10 * SECOND).verdict())
        .isEqualTo(new Verdict.Done());
  }

  @Test
  void theMonitoringTimeIsTheServices() {
    JsonObject web = replicated(1);
    web.child("Spec").child("UpdateConfig").set("Monitor", SECOND);
    created.look(sight(web, task(1, "running")), 0);
    assertThat(created.look(sight(web, task(1, "running")), SECOND).verdict())
        .isEqualTo(new Verdict.Done());
  }

  @Test
  void aPausedOrRolledBackUpdateHasFailed() {
    assertThat(created.look(sight(updating("paused"), task(1, "running")), 0).verdict())
        .isEqualTo(new Verdict.Failed("the update is paused: because"));
    assertThat(created.look(sight(updating("rollback_paused")), 0).verdict())
        .isEqualTo(new Verdict.Failed("the rollback is paused: because"));
    Report started = created.look(sight(updating("rollback_started"), task(1, "starting")), 0);
    assertThat(texts(started))
        .startsWith("rollback: because", "overall progress: rolling back update: 0 out of 1 tasks");
    assertThat(created.look(sight(updating("rollback_completed"), task(1, "running")), 0).verdict())
        .isEqualTo(new Verdict.Failed("the update was rolled back: because"));
  }

  @Test
  void whoAskedToGoBackGotWhatWasWanted() {
    Convergence rollback = new Convergence(Convergence.Wanted.ROLLBACK, replicated(1));
    Sight back = sight(updating("rollback_completed"), task(1, "running"));
    assertThat(rollback.look(back, 0).verdict()).isEqualTo(new Verdict.Done());
    assertThat(rollback.look(sight(updating("rollback_paused")), 0).verdict())
        .isEqualTo(new Verdict.Failed("the rollback is paused: because"));
  }

  @Test
  void theManagersWatchAnUpdateThatIsUnderWay() {
    Sight updated = sight(updating("updating"), task(1, "running"));
    assertThat(created.look(updated, 0).verdict()).isEqualTo(new Verdict.Going());
    assertThat(created.look(updated, 9 * SECOND).verdict()).isEqualTo(new Verdict.Going());
    Sight completed = sight(updating("completed"), task(1, "running"));
    assertThat(created.look(completed, 9 * SECOND).verdict()).isEqualTo(new Verdict.Done());
  }

  @Test
  void anUpdateThatIsCompletedWithoutItsTasksHasNotConverged() {
    Sight failing = sight(updating("completed"), task(1, "failed"));
    assertThat(created.look(failing, 0).verdict()).isEqualTo(new Verdict.Going());
  }

  @Test
  void aMonitoringTimeOfZeroIsNone() {
    JsonObject web = replicated(1);
    web.child("Spec").child("UpdateConfig").set("Monitor", 0L);
    assertThat(created.look(sight(web, task(1, "running")), 0).verdict())
        .isEqualTo(new Verdict.Done());
  }

  @Test
  void tasksThatRanBeforeTheChangeNeedNoWatching() {
    JsonObject web = replicated(1).set("Version", new JsonObject().set("Index", 7L));
    JsonObject before = task(1, "running").set("Version", new JsonObject().set("Index", 6L));
    JsonObject after = task(1, "running").set("Version", new JsonObject().set("Index", 8L));
    assertThat(created.look(sight(web, after), 0).verdict()).isEqualTo(new Verdict.Going());
    assertThat(created.look(sight(web, before), 0).verdict()).isEqualTo(new Verdict.Done());
  }

  @Test
  void theOutcomeOfAnEarlierUpdateSaysNothing() {
    Convergence scaled = new Convergence(Convergence.Wanted.CHANGE, updating("paused"));
    assertThat(scaled.look(sight(updating("paused"), task(1, "starting")), 0).verdict())
        .isEqualTo(new Verdict.Going());
  }

  @Test
  void tasksThatEndedForGoodNeverConverge() {
    JsonObject web = replicated(1);
    web.child("Spec").child("TaskTemplate").child("RestartPolicy").set("Condition", "none");
    JsonObject failed = task(1, "failed");
    failed.child("Status").set("Err", "exit code 1");
    assertThat(created.look(sight(web, task(1, "starting")), 0).verdict())
        .isEqualTo(new Verdict.Going());
    assertThat(created.look(sight(web, failed), 0).verdict())
        .isEqualTo(
            new Verdict.Failed(
                "its tasks have ended and its restart condition is none: exit code 1"));
  }

  @Test
  void aTaskOnANodeThatIsDownDoesNotCount() {
    JsonObject lost = task(1, "running").set("NodeID", "n9");
    Report report = created.look(sight(replicated(1), lost), 0);
    assertThat(texts(report)).containsExactly("overall progress: 0 out of 1 tasks");
  }

  @Test
  void theNewcomerSpeaksForItsSlot() {
    JsonObject old = task(1, "running").set("DesiredState", "shutdown");
    Report report = created.look(sight(replicated(1), old, task(1, "starting")), 0);
    assertThat(texts(report)).contains("1/1: starting");
  }

  @Test
  void barsHaveNoGapsThoughSlotsDo() {
    Report report = created.look(sight(replicated(2), task(7, "ready"), task(3, "starting")), 0);
    assertThat(texts(report))
        .containsExactly("overall progress: 0 out of 2 tasks", "1/2: starting", "2/2: ready");
  }

  @Test
  void aCountNobodyGaveIsOneTask() {
    JsonObject web = json("{\"Spec\":{\"Mode\":{\"Replicated\":{}}}}");
    assertThat(texts(created.look(sight(web), 0)))
        .containsExactly("overall progress: 0 out of 1 tasks");
  }

  @Test
  void aGlobalServiceWaitsForItsFirstTask() {
    JsonObject global = json("{\"Spec\":{\"Mode\":{\"Global\":{}}}}");
    Report none = created.look(sight(global), 0);
    assertThat(texts(none)).containsExactly("overall progress: waiting for new tasks");
    created.look(sight(global, task(0, "running")), 0);
    assertThat(created.look(sight(global, task(0, "running")), 5 * SECOND).verdict())
        .isEqualTo(new Verdict.Done());
  }

  @Test
  void aJobIsDoneWhenItsTasksAreComplete() {
    JsonObject job =
        json(
            "{\"Spec\":{\"Mode\":{\"ReplicatedJob\":{\"TotalCompletions\":1}}},"
                + "\"JobStatus\":{\"JobIteration\":{\"Index\":7}}}");
    JsonObject task = task(0, "complete").set("JobIteration", new JsonObject().set("Index", 7L));
    JsonObject earlier = task(0, "complete").set("JobIteration", new JsonObject().set("Index", 6L));
    assertThat(created.look(sight(job, earlier), 0).verdict()).isEqualTo(new Verdict.Going());
    Report report = created.look(sight(job, task), 0);
    assertThat(report.verdict()).isEqualTo(new Verdict.Done());
    assertThat(texts(report))
        .contains("overall progress: 1 out of 1 tasks complete", "job complete");
  }
}
