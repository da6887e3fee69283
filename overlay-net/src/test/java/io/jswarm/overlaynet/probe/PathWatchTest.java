package io.jswarm.overlaynet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.DataPathStatus;
import io.jswarm.api.model.NetworkPath;
import io.jswarm.api.model.PathState;
import io.jswarm.overlaynet.probe.PathWatch.Question;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PathWatchTest {
  private static final int MTU = 1450;
  private static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00Z");

  private final PathWatch watch =
      new PathWatch(BEGAN, LongStream.iterate(1, n -> n + 1).iterator());
  private Instant now = BEGAN;

  @Test
  void aWayThatAnswersIsGood() {
    watch.watch(List.of(target(1)), now);
    rounds(10, _ -> true);
    assertThat(broken()).isEmpty();
  }

  @Test
  void aWayWhoseNodeAnswersBeneathOnlyIsBrokenAfterThreeQuestions() {
    watch.watch(List.of(target(1)), now);
    rounds(3, PathWatchTest::isBeneath);
    assertThat(broken()).as("the third question may still be answered").isEmpty();
    rounds(1, PathWatchTest::isBeneath);
    assertThat(broken()).extracting(NetworkPath::state).containsExactly(PathState.TUNNEL);
  }

  @Test
  void aNodeThatAnswersNowhereIsToldOnlyOnceManagersHadTimeToMissIt() {
    watch.watch(List.of(target(1)), now);
    rounds(10, _ -> false);
    assertThat(broken()).isEmpty();
    rounds(1, _ -> false);
    assertThat(broken()).extracting(NetworkPath::state).containsExactly(PathState.UNREACHABLE);
  }

  @Test
  void aNodeThatFallsSilentAltogetherIsNoLongerATunnelThatIsBlocked() {
    watch.watch(List.of(target(1)), now);
    rounds(5, PathWatchTest::isBeneath);
    assertThat(broken()).extracting(NetworkPath::state).containsExactly(PathState.TUNNEL);
    rounds(12, _ -> false);
    assertThat(broken()).extracting(NetworkPath::state).containsExactly(PathState.UNREACHABLE);
  }

  @Test
  void aWayThatLosesOnlyLargePacketsIsTooNarrowAndTheLongestThatPassesIsFound() {
    watch.watch(List.of(target(1)), now);
    rounds(4, question -> question.bytes() <= 1337);
    assertThat(broken()).containsExactly(narrow(0));
    rounds(12, question -> question.bytes() <= 1337);
    assertThat(broken()).containsExactly(narrow(1337));
    rounds(3, _ -> true);
    assertThat(broken()).isEmpty();
  }

  @Test
  void aBrokenWayIsGoodAgainAfterTwoAnswersAndNotAfterOne() {
    watch.watch(List.of(target(1)), now);
    rounds(4, PathWatchTest::isBeneath);
    rounds(1, _ -> true);
    assertThat(broken()).hasSize(1);
    rounds(1, _ -> true);
    assertThat(broken()).isEmpty();
  }

  @Test
  void oneLostPacketInThreeBreaksNothing() {
    watch.watch(List.of(target(1)), now);
    for (int round = 0; round < 30; round++) {
      boolean lost = round % 3 == 0;
      rounds(1, _ -> !lost);
      assertThat(broken()).isEmpty();
    }
  }

  @Test
  void theLargestPacketsAreExactlyAsLargeAsContainersMaySend() {
    watch.watch(List.of(target(1)), now);
    assertThat(watch.tick(now)).extracting(Question::bytes).containsExactly(Way.SMALL_BYTES, MTU);
  }

  @Test
  void amongManyWaysEachHasItsTurnEquallyOftenAndNoMoreIsSentThanAmongFew() {
    int nodes = 4 * PathWatch.TRIED_MAX;
    watch.watch(IntStream.range(0, nodes).mapToObj(PathWatchTest::target).toList(), now);
    Map<InetAddress, Integer> asked =
        new TreeMap<>((a, b) -> a.getHostAddress().compareTo(b.getHostAddress()));
    for (int round = 0; round < 12; round++) {
      List<Question> questions = watch.tick(now);
      assertThat(questions).hasSize(2 * PathWatch.TRIED_MAX);
      questions.forEach(each -> {
        watch.answered(each.token(), now);
        asked.merge(each.to(), 1, Integer::sum);
      });
    }
    assertThat(asked).hasSize(nodes);
    assertThat(asked.values()).containsOnly(6);
  }

  @Test
  void aWayInDoubtIsAskedInEachPeriodHoweverManyOthersThereAre() {
    int nodes = 20 * PathWatch.TRIED_MAX;
    watch.watch(IntStream.range(0, nodes).mapToObj(PathWatchTest::target).toList(), now);
    rounds(20 + 4, question -> !question.to().equals(target(7).address()));
    assertThat(broken()).extracting(NetworkPath::to).containsExactly("n7");
  }

  @Test
  void howeverManyWaysAreBrokenLittleIsSentAndNotAllAreNamed() {
    int nodes = 10 * PathWatch.TRIED_MAX;
    watch.watch(IntStream.range(0, nodes).mapToObj(PathWatchTest::target).toList(), now);
    for (int round = 0; round < 400; round++) {
      List<Question> questions = watch.tick(now);
      assertThat(questions).hasSizeLessThan(3 * (PathWatch.TRIED_MAX + PathWatch.SUSPECTS_MAX) + 1);
    }
    DataPathStatus status = watch.status("own");
    assertThat(status.broken()).hasSize(DataPathStatus.BROKEN_MAX);
    assertThat(status.more()).isEqualTo(nodes - DataPathStatus.BROKEN_MAX);
  }

  @Test
  void whatIsForgottenIsForgottenAndLateAnswersAreNobodys() {
    watch.watch(List.of(target(1), target(2)), now);
    List<Question> questions = watch.tick(now);
    watch.watch(List.of(target(2)), now);
    questions.forEach(question -> watch.answered(question.token(), now));
    watch.answered(99_999, now);
    assertThat(watch.tick(now)).allMatch(question -> question.to().equals(target(2).address()));
  }

  private void rounds(int count, Predicate<Question> answers) {
    for (int round = 0; round < count; round++) {
      watch.tick(now).stream().filter(answers).forEach(each -> watch.answered(each.token(), now));
      now = now.plus(PathWatch.PERIOD);
    }
  }

  private List<NetworkPath> broken() {
    return watch.status("own").broken();
  }

  private static NetworkPath narrow(int passing) {
    return new NetworkPath(
        "", "own", "n1", PathState.MTU, MTU, passing, BEGAN.plus(PathWatch.PERIOD.multipliedBy(3)));
  }

  private static boolean isBeneath(Question question) {
    return question.to().getHostAddress().startsWith("192.");
  }

  private static Target target(int node) {
    return new Target(
        "",
        "n" + node,
        InetAddress.ofLiteral("100.64.%d.%d".formatted(node / 256, node % 256)),
        InetAddress.ofLiteral("192.0.%d.%d".formatted(node / 256, node % 256)),
        MTU);
  }
}
