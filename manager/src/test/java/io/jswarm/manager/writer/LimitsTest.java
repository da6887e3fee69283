package io.jswarm.manager.writer;

import static io.jswarm.manager.bench.Fixtures.image;
import static io.jswarm.manager.bench.Fixtures.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.command.Refusal;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.rpc.WorkerMessage.TaskReport;
import io.jswarm.manager.bench.Bench;
import io.jswarm.manager.bench.Fixtures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever is asked for, each round fits an entry of the log. */
class LimitsTest {
  @Test
  void statusesOfManyTasksAreSplitOverRoundsAndRecordedOnce() {
    Bench bench = Bench.withNodes(1);
    Service web = bench.create(web(6_000));
    List<TaskReport> all = new ArrayList<>();
    for (Task task : bench.tasks(web)) {
      all.add(new TaskReport(task.id(), TaskStatus.of(TaskState.RUNNING, bench.now, "started")));
    }
    int before = bench.rounds.size();

    bench.offer(new WriterInput.Reports(99, "n1", all));

    assertThat(bench.running(web)).hasSize(6_000);
    assertThat(bench.recorded).containsOnlyOnce(99L);
    assertThat(bench.rounds.size() - before).isEqualTo(4);
  }

  @Test
  void aVeryLongErrorIsCutSoThatTheRoundFits() {
    Bench bench = Bench.withNodes(1);
    Service web = bench.create(web(1));
    Task task = bench.wanted(web, 1);
    String text = "\uD83D\uDE00".repeat(3_000_000);
    bench.report(task, TaskStatus.of(TaskState.FAILED, bench.now, "x" + text).withErr(text));
    assertThat(bench.task(task.id()).status().err()).hasSizeLessThan(3_000);
  }

  @Test
  void largeSpecsFillRoundsByTheirBytes() {
    Bench bench = Bench.withNodes(1);
    bench.logIsSlow = true;
    for (int i = 0; i < 12; i++) {
      var spec = image(web(1).withName("s" + i), "busybox");
      var large =
          Fixtures.task(
              spec,
              t ->
                  t.withContainerSpec(
                      io.jswarm.api.model.ContainerSpec.of("busybox")
                          .withEnv(List.of("A=" + "x".repeat(400_000)))));
      bench.offerCommand("r" + i, new Command.CreateService(large, null));
    }
    while (!bench.proposed.isEmpty()) {
      bench.commit();
      bench.finish();
    }
    assertThat(bench.image.services()).hasSize(12);
    assertThat(bench.image.tasks()).hasSize(12);
  }

  @Test
  void aCommandTooLargeForAnyRoundIsRefused() {
    Bench bench = Bench.withNodes(1);
    var large =
        Fixtures.task(
            web(1),
            t ->
                t.withContainerSpec(
                    io.jswarm.api.model.ContainerSpec.of("busybox")
                        .withEnv(List.of("A=" + "x".repeat(3 << 20)))));
    assertThat(bench.refusal(new Command.CreateService(large, null)))
        .contains("bytes long, and the limit is 458752");
  }

  @Test
  void tooManyWaitingWritesAreTurnedAway() {
    Bench bench = Bench.withNodes(1);
    bench.logIsSlow = true;
    long last = 0;
    for (int i = 0; i <= Backlog.COMMANDS_MAX + 1; i++) {
      last = bench.offerCommand("r" + i, new Command.RemoveService("nope"));
      if (i == 0) {
        bench.offerCommand("first", create("a"));
      }
    }
    assertThat(bench.answers.get(last))
        .isInstanceOfSatisfying(
            CommandResult.Refused.class,
            r -> assertThat(r.refusal().kind()).isEqualTo(Refusal.Kind.UNAVAILABLE));
  }

  private static Command create(String name) {
    return new Command.CreateService(web(1).withName(name), null);
  }
}
