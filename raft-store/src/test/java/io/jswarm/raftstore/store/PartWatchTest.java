package io.jswarm.raftstore.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.raftstore.crypt.KeyRing;
import io.jswarm.raftstore.crypt.Sealer;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.Member;
import io.jswarm.raftstore.image.Round;
import io.jswarm.raftstore.image.Samples;
import io.jswarm.raftstore.log.LogPosition;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartWatchTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(5);

  private final KeyRing ring = KeyRing.generate(new SecureRandom());
  private final ClusterStore store = new ClusterStore(new Sealer(() -> ring, new SecureRandom()));

  @Test
  void aRoundThatLeavesThePartAloneIsNoNews() throws InterruptedException {
    try (PartWatch members = new PartWatch(store, ClusterImage::members)) {
      apply(new Change.PutSecret(Samples.secret("x", "name")));
      assertThat(members.await(SHORT).members()).isEmpty();
      Thread later = Thread.ofVirtual().start(() -> apply(member("m1")));
      assertThat(members.await(LONG).members()).containsOnlyKeys("m1");
      later.join();
    }
  }

  @Test
  void aChangeBeforeTheWaitIsNotMissed() throws InterruptedException {
    try (PartWatch members = new PartWatch(store, ClusterImage::members)) {
      apply(member("m1"));
      assertThat(members.await(LONG).members()).containsOnlyKeys("m1");
      apply(member("m2"));
      assertThat(members.await(LONG).members()).containsOnlyKeys("m1", "m2");
    }
  }

  private static Change member(String id) {
    return new Change.PutMember(new Member(id, id + "-1", "127.0.0.1:1", "127.0.0.1:2"));
  }

  private void apply(Change change) {
    long base = store.image().round();
    Round round = new Round(base, 1, Samples.NOON, List.of(change));
    store.apply(new LogPosition(1, base), store.seal(round));
  }
}
