package io.jswarm.raftstore.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.model.TaskState;
import io.jswarm.raftstore.crypt.BrokenSealException;
import io.jswarm.raftstore.crypt.KeyRing;
import io.jswarm.raftstore.crypt.Sealer;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.Round;
import io.jswarm.raftstore.image.Samples;
import io.jswarm.raftstore.log.LogPosition;
import io.jswarm.raftstore.log.ReplicatedState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClusterStoreTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final KeyRing ring = KeyRing.generate(new SecureRandom());
  private final Sealer sealer = new Sealer(() -> ring, new SecureRandom());
  private final ClusterStore store = new ClusterStore(sealer);
  private long index;

  @Test
  void appliesRoundsOneAfterTheOther() {
    apply(Samples.firstRound());
    apply(round(1, 3));
    assertThat(store.image().round()).isEqualTo(2);
    assertThat(store.image().serviceByName("web")).isNotNull();
  }

  @Test
  void aLateRoundOfAnOlderTermChangesNothing() {
    apply(round(0, 5));
    ClusterImage before = store.image();
    apply(Samples.firstRound());
    assertThat(store.image()).isSameAs(before);
    assertThat(store.staleRounds()).isEqualTo(1);
    assertThat(store.fate(5, 1)).isEqualTo(Fate.APPLIED);
    assertThat(store.fate(3, 1)).isEqualTo(Fate.SUPERSEDED);
    assertThat(store.fate(5, 2)).isEqualTo(Fate.PENDING);
  }

  @Test
  void aWatcherBeginsWithAnImageAndThenGetsEachRound() {
    apply(Samples.firstRound());
    AtomicInteger calls = new AtomicInteger();
    try (Subscription watch = store.watch(calls::incrementAndGet)) {
      assertThat(watch.poll()).isEqualTo(new Update.Resync(store.image()));
      assertThat(watch.poll()).isNull();
      ClusterImage before = store.image();
      Round second = round(1, 3);
      apply(second);
      assertThat(calls).hasValue(1);
      assertThat(watch.poll()).isEqualTo(new Update.Delta(before, second, store.image()));
      assertThat(watch.poll()).isNull();
    }
    apply(round(2, 3));
    assertThat(calls).hasValue(1);
  }

  @Test
  void aWatcherThatWasAwayGoesOnWhereItWas() {
    for (int i = 0; i < 20; i++) {
      apply(round(i, 1));
    }
    Subscription watch = store.watchAfter(15, () -> {});
    for (long number = 16; number <= 20; number++) {
      assertThat(watch.poll())
          .isInstanceOfSatisfying(
              Update.Delta.class,
              delta -> assertThat(delta.round().base()).isEqualTo(delta.before().round()));
      assertThat(watch.position()).isEqualTo(number);
    }
  }

  @Test
  void aWatcherThatFellOutOfTheWindowBeginsAnew() {
    Subscription slow = store.watchAfter(0, () -> {});
    Round full =
        new Round(
            0,
            1,
            Samples.NOON,
            Collections.nCopies(
                Round.MAX_CHANGES, new Change.SetTaskDesired("t", TaskState.REMOVE)));
    for (int i = 0; i < 6; i++) {
      apply(new Round(i, 1, full.at(), full.changes()));
    }
    assertThat(slow.poll()).isEqualTo(new Update.Resync(store.image()));
    assertThat(slow.poll()).isNull();
    assertThat(store.fate(1, 1)).isEqualTo(Fate.FORGOTTEN);
  }

  @Test
  void aSnapshotRestoresAnotherStore() throws IOException {
    apply(Samples.firstRound());
    ReplicatedState.Capture capture = store.capture();
    apply(round(1, 3));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    capture.writeTo(file);
    ClusterStore other = new ClusterStore(sealer);
    Subscription watch = other.watchAfter(0, () -> {});
    other.restore(new LogPosition(3, 7), new ByteArrayInputStream(file.toByteArray()));
    assertThat(other.image().round()).isEqualTo(1);
    assertThat(other.image()).isEqualTo(ClusterImage.EMPTY.with(Samples.oneOfEach(), Samples.NOON));
    assertThat(watch.poll()).isEqualTo(new Update.Resync(other.image()));
    assertThat(file.toString(java.nio.charset.StandardCharsets.ISO_8859_1)).doesNotContain("nginx");
  }

  @Test
  void waitsForARound() throws InterruptedException {
    assertThat(store.awaitRound(1, Duration.ofMillis(5))).isFalse();
    Thread later = Thread.ofVirtual().start(() -> apply(round(0, 1)));
    assertThat(store.awaitRound(1, LONG)).isTrue();
    later.join();
    try (Subscription watch = store.watchAfter(0, () -> {})) {
      assertThat(watch.take(LONG)).isInstanceOf(Update.Delta.class);
      assertThat(watch.take(Duration.ofMillis(5))).isNull();
    }
  }

  @Test
  void anEntryOfAnotherClusterIsRefused() {
    Sealer stranger =
        new Sealer(() -> KeyRing.of(List.of(strange), strange.id()), new SecureRandom());
    byte[] entry = new ClusterStore(stranger).seal(Samples.firstRound());
    assertThatThrownBy(() -> store.apply(new LogPosition(1, 1), entry))
        .isInstanceOf(BrokenSealException.class);
  }

  @Test
  void whoSealedARoundAndWhoReadsItComeToTheSameImage() {
    ClusterStore other = new ClusterStore(sealer);
    for (Round round : List.of(Samples.firstRound(), round(1, 3))) {
      byte[] entry = store.seal(round);
      store.apply(new LogPosition(round.term(), index), entry);
      other.apply(new LogPosition(round.term(), index++), entry);
    }
    assertThat(other.image()).isEqualTo(store.image());
  }

  @Test
  void aRoundThatWasSealedAndLostDoesNotComeBackForAnother() {
    byte[] entry = new ClusterStore(sealer).seal(round(0, 2));
    store.seal(Samples.firstRound());
    store.apply(new LogPosition(2, 1), entry);
    assertThat(store.fate(2, 1)).isEqualTo(Fate.APPLIED);
    assertThat(store.image().serviceByName("web")).isNull();
  }

  private final KeyRing.Key strange = KeyRing.Key.generate(new SecureRandom());

  private void apply(Round round) {
    store.apply(new LogPosition(round.term(), index++), store.seal(round));
  }

  private static Round round(long base, long term) {
    return new Round(
        base,
        term,
        Samples.NOON.plusSeconds(base),
        List.of(new Change.PutSecret(Samples.secret("x" + base, "name" + base))));
  }
}
