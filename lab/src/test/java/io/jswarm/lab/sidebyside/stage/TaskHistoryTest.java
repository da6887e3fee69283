package io.jswarm.lab.sidebyside.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TaskHistoryTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private int second;

  @Test
  void slotsWithTheSameStoryAreCounted() {
    var history =
        new TaskHistory(
            List.of(
                task(2, "shutdown", "failed", "task: non-zero exit (3)"),
                task(1, "running", "running", ""),
                task(3, "running", "running", ""),
                task(2, "running", "running", "")));
    assertThat(history.text())
        .isEqualTo(
            """
            2 x running/running busybox:latest
            1 x shutdown/failed busybox:latest: task: non-zero exit (3) -> running/running busybox:latest\
            """);
  }

  @Test
  void tasksOfGlobalServicesBelongToTheirHost() {
    var history = new TaskHistory(List.of(pinned("jsw-h2"), pinned("jsw-h1")));
    assertThat(history.text())
        .isEqualTo(
            """
            1 x jsw-h1: running/running busybox:latest
            1 x jsw-h2: running/running busybox:latest\
            """);
    assertThat(history.runningByHost()).isEqualTo("jsw-h1=1 jsw-h2=1");
  }

  @Test
  void aTaskRestsWhenItIsWhatItShouldBe() {
    assertThat(rests("running", "running", "")).isTrue();
    assertThat(rests("running", "starting", "")).isFalse();
    assertThat(rests("running", "failed", "gone")).as("to be replaced").isFalse();
    assertThat(rests("ready", "ready", "")).as("waits for its delay").isFalse();
    assertThat(rests("shutdown", "running", "")).isFalse();
    assertThat(rests("shutdown", "rejected", "")).isTrue();
    assertThat(rests("complete", "running", "")).isTrue();
    assertThat(rests("complete", "complete", "")).isTrue();
  }

  @Test
  void aTaskThatWaitsForANodeRestsOnceItSaysWhy() {
    assertThat(rests("running", "pending", "")).isFalse();
    assertThat(rests("running", "pending", "no suitable node")).isTrue();
  }

  @Test
  void slotsAreInTheOrderOfTheirNumbers() {
    var history =
        new TaskHistory(
            List.of(
                task(10, "running", "running", ""),
                task(2, "running", "running", ""),
                task(1, "shutdown", "shutdown", "")));
    assertThat(history.runningSlots()).isEqualTo("2 10");
  }

  @Test
  void aTaskIsReadFromTheApi() {
    var json =
        JsonMapper.builder()
            .build()
            .readTree(
                """
                {"ID": "t", "CreatedAt": "2026-01-01T12:00:00.5Z", "Slot": 4, "NodeID": "n", "DesiredState": "running",
                 "Status": {"State": "pending", "Err": "no suitable node"}, "Spec": {"ContainerSpec": {"Image": "a:b"}}}
                """);
    TaskView task = TaskView.of(json, Map.of("n", "jsw-h1"), false);
    assertThat(task.text()).isEqualTo("running/pending a:b: no suitable node");
    assertThat(task.place()).isEqualTo("4");
    assertThat(task.node()).isEqualTo("jsw-h1");
  }

  private boolean rests(String desired, String state, String error) {
    return new TaskHistory(List.of(task(1, desired, state, error))).isAtRest();
  }

  private TaskView task(int slot, String desired, String state, String error) {
    return new TaskView(
        "t", NOON.plusSeconds(second++), slot, "", false, desired, state, error, "busybox:latest");
  }

  private static TaskView pinned(String node) {
    return new TaskView("t", NOON, 0, node, true, "running", "running", "", "busybox:latest");
  }
}
