package io.jswarm.manager.orchestration;

import static io.jswarm.manager.bench.Fixtures.image;
import static io.jswarm.manager.bench.Fixtures.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.UpdateConfig;
import io.jswarm.api.model.UpdateState;
import io.jswarm.manager.bench.Bench;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A roll-out comes to the same end whichever of its rounds was its leader's last. */
class RollOutSuccessionTest {
  private static final int REPLICAS = 5;

  /** What a roll-out came to: the tasks of each slot in order, and what is said of it. */
  private record End(UpdateState state, String message, List<String> history, int rounds) {}

  @ParameterizedTest
  @CsvSource({
    "busybox:2, pause, stop-first, COMPLETED",
    "busybox:2, pause, start-first, COMPLETED",
    "broken, pause, stop-first, PAUSED",
    "broken, pause, start-first, PAUSED",
    "broken, continue, stop-first, COMPLETED",
    "fragile, rollback, stop-first, ROLLBACK_COMPLETED",
    "broken, rollback, start-first, ROLLBACK_COMPLETED"
  })
  void theEndIsTheSameWheneverTheLeaderIsLost(
      String image, String action, String order, UpdateState state) {
    UpdateConfig config =
        new UpdateConfig(2, Duration.ofSeconds(1), action, Duration.ofSeconds(2), 0.2, order);
    ServiceSpec spec = web(REPLICAS).withUpdateConfig(config);
    End undisturbed = run(spec, image, state, Integer.MAX_VALUE);
    assertThat(undisturbed.rounds).isGreaterThan(2);

    for (int round = 1; round <= undisturbed.rounds; round++) {
      End end = run(spec, image, state, round);
      assertThat(end.state).as("lost after %d", round).isEqualTo(undisturbed.state);
      assertThat(end.message).as("lost after %d", round).isEqualTo(undisturbed.message);
      assertThat(end.history).as("lost after %d", round).isEqualTo(undisturbed.history);
    }
  }

  private static End run(ServiceSpec spec, String image, UpdateState state, int losesAfter) {
    Bench bench = Bench.withNodes(3);
    Service web = bench.create(spec);
    bench.obey();
    bench.pass(Duration.ofSeconds(10));
    int before = bench.rounds.size();
    if (losesAfter < Integer.MAX_VALUE) {
      bench.losesLeaderAfter = before + losesAfter;
    }
    bench.update(web, image(spec, image));
    Crew crew = new Crew(bench, web);
    crew.until(state);
    List<String> history = new ArrayList<>();
    for (Task task : bench.tasks(web)) {
      history.add(task.slot() + " " + Crew.imageOf(task) + " " + task.desiredState());
    }
    String message = crew.status().message().replaceAll(" task id\\d+$", " task");
    return new End(crew.state(), message, history, bench.rounds.size() - before);
  }
}
