package io.jswarm.raftstore.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.raftstore.crypt.KeyRing;
import io.jswarm.raftstore.crypt.Sealer;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.RandomChanges;
import io.jswarm.raftstore.image.Round;
import io.jswarm.raftstore.log.MemberChange;
import io.jswarm.raftstore.log.Outcome;
import io.jswarm.raftstore.log.Recorder;
import io.jswarm.raftstore.log.ReplicatedLog;
import io.jswarm.raftstore.store.ClusterStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole memory of the cluster on real members: sealed entries, sealed snapshots, fencing. */
class StoreOnRatisTest {
  private static final int ROUNDS = 130;

  @TempDir Path directory;
  private final KeyRing ring = KeyRing.generate(new SecureRandom());
  private final RandomChanges world = new RandomChanges(5);

  @Test
  void imagesAreEqualAfterSnapshotsRestartsAndLateRounds() throws Exception {
    try (RatisLab lab = new RatisLab(directory, RatisLogTest.EAGER)) {
      ClusterStore first = store();
      Recorder events = new Recorder(lab::signal);
      RatisLog log = start(lab, "m1", RatisConfig.Start.FOUND, first, events);
      lab.await("it leads", events::leads);
      Round early = world.round(first.image());
      for (int i = 0; i < ROUNDS; i++) {
        write(lab, log, first, world.round(first.image()));
      }
      write(lab, log, first, early);
      assertThat(first.staleRounds()).isEqualTo(1);
      assertThat(first.image().round()).isEqualTo(ROUNDS);
      lab.await("a snapshot of the first", () -> hasSnapshot("m1"));

      ClusterStore second = store();
      start(lab, "m2", RatisConfig.Start.JOIN, second, new Recorder(lab::signal));
      MemberChange added =
          answer(lab, (Consumer<MemberChange> told) -> log.addMember(lab.member("m2"), told));
      assertThat(added).isInstanceOf(MemberChange.Done.class);
      assertThat(second.awaitRound(ROUNDS, Duration.ofSeconds(20))).isTrue();
      assertThat(second.image()).isEqualTo(first.image());
      lab.await("a snapshot of the second", () -> hasSnapshot("m2"));

      ClusterImage before = first.image();
      lab.stop("m2");
      ClusterStore again = store();
      start(lab, "m2", RatisConfig.Start.JOIN, again, new Recorder(lab::signal));
      assertThat(again.awaitRound(ROUNDS, Duration.ofSeconds(20))).isTrue();
      assertThat(again.image()).isEqualTo(before);
    }
    nothingIsReadable();
  }

  /** Ratis takes a snapshot for one when its checksum lies beside it. */
  private boolean hasSnapshot(String id) {
    try (Stream<Path> files = Files.walk(directory.resolve(id))) {
      return files.anyMatch(file -> file.getFileName().toString().matches("snapshot\\..*\\.md5"));
    } catch (IOException | UncheckedIOException beingMoved) {
      return false;
    }
  }

  private void nothingIsReadable() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(text.contains("image:1") || text.contains("SWMTKN")).as("%s", file).isFalse();
      }
    }
  }

  private ClusterStore store() {
    return new ClusterStore(new Sealer(() -> ring, new SecureRandom()));
  }

  private static RatisLog start(
      RatisLab lab, String id, RatisConfig.Start start, ClusterStore store, Recorder events) {
    return lab.run(lab.config(id, start, lab.tls(id)), store, events);
  }

  private static void write(RatisLab lab, ReplicatedLog log, ClusterStore store, Round round) {
    Outcome outcome = answer(lab, (Consumer<Outcome> told) -> log.propose(store.seal(round), told));
    assertThat(outcome).isInstanceOf(Outcome.Committed.class);
  }

  private static <T> T answer(RatisLab lab, Consumer<Consumer<T>> question) {
    AtomicReference<T> answer = new AtomicReference<>();
    question.accept(value -> {
      answer.set(value);
      lab.signal();
    });
    lab.await("an answer", () -> answer.get() != null);
    return answer.get();
  }
}
