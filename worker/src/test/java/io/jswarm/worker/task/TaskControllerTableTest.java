package io.jswarm.worker.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Every situation a task can be in, met by every input. The expected answers are the lines of
 * {@code task-table.txt}; when a change is meant, the test prints the new table: read the
 * difference before taking it over.
 */
class TaskControllerTableTest {
  private static final Instant NOON = Sample.NOON;
  private static final String C = Sample.CONTAINER;

  @Test
  void everySituationAnswersEveryInputAsTheTableSays() throws IOException {
    List<String> lines = new ArrayList<>();
    situations()
        .forEach((name, situation) -> {
          lines.add("== " + name);
          inputs().forEach((input, value) -> lines.add(row(input, situation.get(), value)));
        });
    String table = String.join("\n", lines) + "\n";

    assertThat(table).isEqualTo(expected());
  }

  @Test
  void noInputEverMovesATaskBackwards() {
    for (Supplier<TaskController> situation : situations().values()) {
      for (TaskInput input : inputs().values()) {
        TaskController controller = situation.get();
        int before = controller.status().state().rank();
        controller.step(input, NOON.plusSeconds(1));
        assertThat(controller.status().state().rank()).isGreaterThanOrEqualTo(before);
      }
    }
  }

  @Test
  void aTaskThatIsToStopStaysSoWhateverALaterLeaderSays() {
    TaskController controller =
        after(
            new TaskInput.Granted(),
            new TaskInput.Prepared(C),
            new TaskInput.Granted(),
            new TaskInput.Running(Sample.started()),
            desire(TaskState.SHUTDOWN),
            desire(TaskState.RUNNING),
            new TaskInput.Exited(Sample.exit(143)));

    assertThat(controller.status().state()).isEqualTo(TaskState.SHUTDOWN);
  }

  private static String row(String name, TaskController controller, TaskInput input) {
    List<TaskEffect> effects = controller.step(input, NOON.plusSeconds(60));
    List<String> said = new ArrayList<>();
    for (TaskEffect effect : effects) {
      switch (effect) {
        case TaskEffect.Report(TaskStatus status) -> said.add(text(status));
        case TaskEffect.Keep() -> {}
        case TaskEffect.Forget() -> said.add("Forget");
        case TaskEffect.EngineWork work -> said.add(work.getClass().getSimpleName());
      }
    }
    controller.wants().ifPresent(work -> said.add("waits for " + work));
    return "%-22s %s".formatted(name, said.isEmpty() ? "-" : String.join(", ", said));
  }

  private static String text(TaskStatus status) {
    String err = status.err().isEmpty() ? "" : " \"" + status.err() + "\"";
    var container = status.containerStatus();
    String code =
        container == null || container.exitCode() == 0 ? "" : " exit " + container.exitCode();
    return status.state() + " (" + status.message() + ")" + err + code;
  }

  private static String expected() {
    try (var stream = TaskControllerTableTest.class.getResourceAsStream("task-table.txt")) {
      assertThat(stream).as("task-table.txt").isNotNull();
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, TaskInput> inputs() {
    Map<String, TaskInput> inputs = new LinkedHashMap<>();
    inputs.put("desired ready", desire(TaskState.READY));
    inputs.put("desired running", desire(TaskState.RUNNING));
    inputs.put("desired shutdown", desire(TaskState.SHUTDOWN));
    inputs.put("desired remove", desire(TaskState.REMOVE));
    inputs.put("Unassigned", new TaskInput.Unassigned());
    inputs.put("Recovered nothing", new TaskInput.Recovered(null));
    inputs.put("Recovered created", new TaskInput.Recovered(Sample.created("t1")));
    inputs.put("Recovered running", new TaskInput.Recovered(Sample.running("t1")));
    inputs.put("Recovered exited 0", new TaskInput.Recovered(Sample.exited("t1", 0)));
    inputs.put("Granted", new TaskInput.Granted());
    inputs.put("Prepared", new TaskInput.Prepared(C));
    inputs.put("PrepareFailed", new TaskInput.PrepareFailed("No such image: busybox:latest"));
    inputs.put("Recovered checked", new TaskInput.Recovered(Sample.checked("t1")));
    inputs.put("Running", new TaskInput.Running(Sample.started()));
    inputs.put("Running, checked", new TaskInput.Running(Sample.started(), true));
    inputs.put("Healthy", new TaskInput.Healthy());
    inputs.put("Unhealthy", new TaskInput.Unhealthy("connection refused\nbye"));
    inputs.put("StartFailed", new TaskInput.StartFailed("starting container failed: no sh"));
    inputs.put("Exited 0", new TaskInput.Exited(Sample.exit(0)));
    inputs.put("Exited 137", new TaskInput.Exited(Sample.exit(137)));
    inputs.put("AwaitFailed", new TaskInput.AwaitFailed("No such container: " + C.charAt(0)));
    inputs.put("Removed", new TaskInput.Removed());
    inputs.put("RemoveFailed", new TaskInput.RemoveFailed("device busy"));
    inputs.put("Tick", new TaskInput.Tick());
    return inputs;
  }

  private static Map<String, Supplier<TaskController>> situations() {
    Map<String, Supplier<TaskController>> all = new LinkedHashMap<>();
    TaskInput granted = new TaskInput.Granted();
    TaskInput prepared = new TaskInput.Prepared(C);
    TaskInput running = new TaskInput.Running(Sample.started());
    TaskInput checked = new TaskInput.Running(Sample.started(), true);
    TaskInput well = new TaskInput.Healthy();
    TaskInput unwell = new TaskInput.Unhealthy("");
    TaskInput stop = desire(TaskState.SHUTDOWN);
    all.put("accepted", () -> after());
    all.put("accepted, shut down", () -> after(stop));
    all.put("preparing", () -> after(granted));
    all.put("preparing, to be shut down", () -> after(granted, stop));
    all.put("preparing, unassigned", () -> after(granted, new TaskInput.Unassigned()));
    all.put("ready", () -> after(granted, prepared));
    all.put("starting", () -> after(granted, prepared, granted));
    all.put("starting, to be shut down", () -> after(granted, prepared, granted, stop));
    all.put("running", () -> after(granted, prepared, granted, running));
    all.put("running, to be well", () -> after(granted, prepared, granted, checked));
    all.put("running, well", () -> after(granted, prepared, granted, checked, well));
    all.put("running, unwell at first", () -> after(granted, prepared, granted, checked, unwell));
    all.put(
        "running, unwell later", () -> after(granted, prepared, granted, checked, well, unwell));
    all.put("running, stopping", () -> after(granted, prepared, granted, running, stop));
    all.put(
        "running, unassigned",
        () -> after(granted, prepared, granted, running, new TaskInput.Unassigned()));
    all.put(
        "failed",
        () -> after(granted, prepared, granted, running, new TaskInput.Exited(Sample.exit(1))));
    all.put("rejected", () -> after(granted, new TaskInput.PrepareFailed("No such image: x")));
    all.put("removing", () -> after(granted, prepared, new TaskInput.Unassigned()));
    all.put("from disk: accepted", () -> recorded(TaskState.ACCEPTED));
    all.put("from disk: ready", () -> recorded(TaskState.READY));
    all.put("from disk: starting", () -> recorded(TaskState.STARTING));
    all.put("from disk: running", () -> recorded(TaskState.RUNNING));
    all.put("from disk: failed", () -> recorded(TaskState.FAILED));
    return all;
  }

  private static TaskController after(TaskInput... inputs) {
    TaskController controller = new TaskController(Sample.web("t1"));
    controller.step(desire(TaskState.RUNNING), NOON);
    for (TaskInput input : inputs) {
      controller.step(input, NOON);
    }
    return controller;
  }

  private static TaskController recorded(TaskState state) {
    TaskStatus status = TaskStatus.of(state, NOON, state.text());
    return new TaskController(new TaskRecord(Sample.web("t1"), C, status));
  }

  private static TaskInput desire(TaskState desired) {
    return new TaskInput.Assigned(Sample.assigned("t1", desired));
  }
}
