package io.jswarm.manager.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.Autoscale;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A load that does not change is followed to the number of tasks it calls for, and then nothing
 * happens any more: no seed makes it go to and fro.
 */
class FollowingSeedsTest {
  private static final int SERVICES = 12;
  private static final double TOLERANCE = 0.1001;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyLoadComesToRest(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < SERVICES; i++) {
      long min = 1L + random.nextInt(3);
      long max = min + random.nextInt(16);
      Duration cooldown = Duration.ofSeconds(5 + random.nextInt(60));
      Autoscale wish = new Autoscale(min, max, 20 + random.nextInt(80), 0, cooldown);
      LoadedService web =
          new LoadedService(min + random.nextInt((int) (max - min) + 1), wish, someLoad(random));
      comesToRest(web, wish);
      web.load = someLoad(random);
      comesToRest(web, wish);
    }
  }

  private static double someLoad(Random random) {
    return random.nextInt(5) == 0 ? 0 : random.nextDouble() * 6;
  }

  private static void comesToRest(LoadedService web, Autoscale wish) {
    web.pass(Duration.ofMinutes(6));
    long rest = web.replicas();
    assertThat(isRight(rest, web.load, wish))
        .as("%d tasks for a load of %.2f and %s", rest, web.load, wish)
        .isTrue();
    for (int i = 0; i < 12; i++) {
      web.pass(Duration.ofSeconds(15));
      assertThat(web.replicas()).as("%s at %.2f", wish, web.load).isEqualTo(rest);
    }
  }

  private static boolean isRight(long tasks, double load, Autoscale wish) {
    double each = wish.cpu() / 100.0;
    boolean near = Math.abs(load / tasks / each - 1) <= TOLERANCE;
    return near || tasks == wish.nearest((long) Math.ceil(load / each - 1e-6));
  }
}
