package io.jswarm.manager.control;

import static io.jswarm.manager.bench.Fixtures.reserving;
import static io.jswarm.manager.bench.Fixtures.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.command.Command;
import io.jswarm.api.model.Autoscale;
import io.jswarm.api.model.ReplicatedService;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceMode;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.manager.bench.Bench;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be said of a number of tasks that follows their load. */
class AutoscalingTest {
  private final Bench bench = Bench.withNodes(1);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | 3 | 70 | 0 | 30 | autoscale: min must be 1 or more: a service without tasks has no load to follow
          3 | 2 | 70 | 0 | 30 | autoscale: max (2) must not be less than min (3)
          1 | 1000001 | 70 | 0 | 30 | autoscale: max must be no more than 1000000
          1 | 3 | 0 | 0 | 30 | autoscale: say how much a task should use: cpu or memory in percent, such as cpu=70%
          1 | 3 | -1 | 0 | 30 | autoscale: cpu and memory must be from 1 to 1000 percent
          1 | 3 | 1001 | 0 | 30 | autoscale: cpu and memory must be from 1 to 1000 percent
          1 | 3 | 0 | 80 | 30 | autoscale: memory is counted in percent of a task's limit or reservation: set --limit-memory or --reserve-memory
          1 | 3 | 70 | 0 | 4 | autoscale: cooldown must be from 5s to 1h
          1 | 3 | 70 | 0 | 3601 | autoscale: cooldown must be from 5s to 1h
          2 | 3 | 70 | 0 | 30 | service web autoscales between 2 and 3; change --autoscale or take it away with --autoscale none
          """)
  void whatMakesNoSenseIsRefused(
      long min, long max, long cpu, long memory, long cooldown, String sentence) {
    Autoscale wish = new Autoscale(min, max, cpu, memory, Duration.ofSeconds(cooldown));
    assertThat(bench.refusal(new Command.CreateService(spec(1, wish), null))).isEqualTo(sentence);
  }

  @Test
  void memoryMayBeFollowedWhereItIsBounded() {
    ServiceSpec spec = reserving(spec(1, new Autoscale(1, 3, 0, 80, null)), 0, 4L << 20);
    assertThat(bench.create(spec).spec()).isEqualTo(spec);
  }

  @Test
  void aNumberOutsideTheBoundsIsRefusedAndOneWithinIsTaken() {
    Service web = bench.create(spec(3, new Autoscale(2, 10, 70, 0, null)));
    for (long outside : new long[] {0, 1, 11}) {
      assertThat(bench.refusal(scaled(web, outside)))
          .isEqualTo(
              "service web autoscales between 2 and 10; change --autoscale or take it away with"
                  + " --autoscale none");
    }
    bench.submit(scaled(web, 5));
    assertThat(bench.wanted(web)).hasSize(5);
  }

  private Command scaled(Service web, long replicas) {
    ServiceSpec spec = web.spec().withMode(web.spec().mode().withReplicas(replicas));
    return new Command.UpdateService(
        web.id(), bench.service(web.id()).version().index(), spec, null);
  }

  private static ServiceSpec spec(long replicas, @Nullable Autoscale wish) {
    return web(1)
        .withMode(new ServiceMode(new ReplicatedService(replicas, wish), null, null, null));
  }
}
