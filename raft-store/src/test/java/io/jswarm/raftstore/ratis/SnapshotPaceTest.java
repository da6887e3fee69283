package io.jswarm.raftstore.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A small cluster has a small log, a large one does not write itself down all the time. */
class SnapshotPaceTest {
  private static final SnapshotPace PACE = new SnapshotPace(10_000, 100, 5_000);

  @Test
  void aSmallImageIsWrittenAfterTheLeastBytes() {
    assertThat(PACE.isDue(9, 99, 0)).isFalse();
    assertThat(PACE.isDue(9, 100, 0)).isTrue();
    assertThat(PACE.isDue(9, 100, 25)).isTrue();
  }

  @Test
  void aLargerImageIsWrittenAfterFourTimesItsBytes() {
    assertThat(PACE.isDue(9, 3_999, 1_000)).isFalse();
    assertThat(PACE.isDue(9, 4_000, 1_000)).isTrue();
  }

  @Test
  void howLargeTheImageIsMattersNoMoreAtTheMostBytes() {
    assertThat(PACE.isDue(9, 4_999, 1_000_000)).isFalse();
    assertThat(PACE.isDue(9, 5_000, 1_000_000)).isTrue();
  }

  @Test
  void manySmallEntriesAreEnough() {
    assertThat(PACE.isDue(9_999, 10, 1_000)).isFalse();
    assertThat(PACE.isDue(10_000, 10, 1_000)).isTrue();
  }
}
