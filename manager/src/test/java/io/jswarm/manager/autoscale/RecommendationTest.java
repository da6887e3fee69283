package io.jswarm.manager.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.Autoscale;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Limit;
import io.jswarm.api.model.ResourceRequirements;
import io.jswarm.api.model.Resources;
import io.jswarm.api.model.TaskSpec;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arithmetic of Kubernetes' autoscaler, and what is a hundred percent. */
class RecommendationTest {
  private static final TaskSpec PLAIN = TaskSpec.of(ContainerSpec.of("busybox"));
  private static final long CORE = 1_000_000_000L;
  private static final long MIB = 1 << 20;

  /** Running tasks use so many percent of a core each; 50 % are wanted, 1 to 20 tasks allowed. */
  @ParameterizedTest
  @CsvSource({
    "2, 100, 0, 0, 4, twice as much as wanted",
    "4,  50, 0, 0, 4, as wanted",
    "4,  55, 0, 0, 4, within a tenth",
    "4,  45, 0, 0, 4, within a tenth",
    "4,  56, 0, 0, 5, above",
    "4,  44, 0, 0, 4, below but four are needed",
    "4,  37, 0, 0, 3, below",
    "4,   0, 0, 0, 1, nothing to do",
    "4, 900, 0, 0, 20, no more than the most",
    "2, 100, 2, 0, 4, two that are not heard may use nothing",
    "2, 100, 1, 0, 4, which makes it less",
    "3, 100, 1, 0, 6, which makes it less",
    "2,  20, 2, 0, 3, two that are not heard may be busy",
    "1,  40, 3, 0, 4, too few to tell",
    "2, 100, 0, 2, 4, two that start will take their share",
    "2, 200, 0, 2, 8, but it may not be enough",
    "4,  20, 0, 2, 2, who starts does not count for fewer",
  })
  void asManyTasksAsTheLoadCallsFor(
      int measured, int percent, int unheard, int starting, long tasks, String why) {
    Load load = new Load(CORE * percent / 100, 0);
    Crew crew =
        new Crew(Collections.nCopies(measured, new Crew.Member(PLAIN, load)), unheard, starting);
    Optional<Recommendation> found =
        Recommendation.of(cpu(50), measured + unheard + starting, crew);
    assertThat(found.map(Recommendation::tasks)).as(why).contains(tasks);
  }

  @Test
  void whereNothingIsKnownNothingIsRecommended() {
    assertThat(Recommendation.of(cpu(50), 3, new Crew(List.of(), 3, 0))).isEmpty();
  }

  @Test
  void cpuIsCountedOfTheReservationElseOfTheLimitElseOfOneCore() {
    TaskSpec reserved = limited(CORE / 2, 0, CORE / 4, 0);
    TaskSpec bounded = limited(CORE / 2, 0, 0, 0);
    assertThat(percent(reserved, new Load(CORE / 4, 0), Resource.CPU)).contains(100L);
    assertThat(percent(bounded, new Load(CORE / 4, 0), Resource.CPU)).contains(50L);
    assertThat(percent(PLAIN, new Load(CORE / 4, 0), Resource.CPU)).contains(25L);
  }

  @Test
  void memoryIsCountedOfTheLimitElseOfTheReservation() {
    TaskSpec bounded = limited(0, 100 * MIB, 0, 50 * MIB);
    TaskSpec reserved = limited(0, 0, 0, 50 * MIB);
    assertThat(percent(bounded, new Load(0, 40 * MIB), Resource.MEMORY)).contains(40L);
    assertThat(percent(reserved, new Load(0, 40 * MIB), Resource.MEMORY)).contains(80L);
  }

  @Test
  void theResourceThatCallsForMostIsFollowed() {
    TaskSpec spec = limited(0, 100 * MIB, 0, 0);
    Autoscale wish = new Autoscale(1, 20, 50, 50, null);
    Crew crew = new Crew(List.of(new Crew.Member(spec, new Load(CORE / 10, 90 * MIB))), 0, 0);
    Recommendation found = Recommendation.of(wish, 1, crew).orElseThrow();
    assertThat(found.tasks()).isEqualTo(2);
    assertThat(found.reason())
        .isEqualTo("CPU is at 10% where 50% is wanted, memory is at 90% where 50% is wanted");
  }

  @Test
  void thereAreNotFewerWhileOneResourceIsNotKnown() {
    Autoscale wish = new Autoscale(1, 20, 50, 50, null);
    Crew idle = new Crew(List.of(new Crew.Member(PLAIN, new Load(0, MIB))), 0, 2);
    assertThat(Recommendation.of(wish, 3, idle)).isEmpty();
    Crew busy = new Crew(List.of(new Crew.Member(PLAIN, new Load(2 * CORE, MIB))), 0, 0);
    assertThat(Recommendation.of(wish, 1, busy).map(Recommendation::tasks)).contains(4L);
  }

  private static Autoscale cpu(long percent) {
    return new Autoscale(1, 20, percent, 0, null);
  }

  private static Optional<Long> percent(TaskSpec spec, Load load, Resource resource) {
    Autoscale wish = new Autoscale(1, 20, 70, spec.equals(PLAIN) ? 0 : 70, null);
    return Recommendation.of(wish, 1, new Crew(List.of(new Crew.Member(spec, load)), 0, 0))
        .flatMap(found -> found.percent(resource));
  }

  private static TaskSpec limited(long cpuMost, long memoryMost, long cpu, long memory) {
    return PLAIN.withResources(
        new ResourceRequirements(
            new Limit(cpuMost, memoryMost, 0), new Resources(cpu, memory, List.of()), null, null));
  }
}
