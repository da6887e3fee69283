package io.jswarm.overlaynet.wireguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeKeysTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration TURN = NodeKeys.TURN;
  private final SecureRandom random = new SecureRandom();

  @Test
  void aKeyIsReplacedOnlyWhileTheOtherIsSentWith() {
    NodeKeys keys = NodeKeys.make(random, NOON);
    for (Instant now = NOON;
        now.isBefore(NOON.plus(Duration.ofDays(5)));
        now = now.plusSeconds(1800)) {
      NodeKeys next = keys.rotated(random, now);
      int sending = NodeKeys.slotAt(now);
      assertThat(next.of(sending)).as("key in use at %s", now).isEqualTo(keys.of(sending));
      keys = next;
    }
  }

  @Test
  void everyKeyThatComesToBeUsedWasAnnouncedSixHoursBefore() {
    NodeKeys keys = NodeKeys.make(random, NOON.minus(TURN.multipliedBy(4)));
    for (Instant now = NOON.minus(TURN.multipliedBy(3));
        now.isBefore(NOON.plus(TURN.multipliedBy(6)));
        now = now.plusSeconds(600)) {
      keys = keys.rotated(random, now);
      assertThat(keys.of(NodeKeys.slotAt(now)).madeAt())
          .isBeforeOrEqualTo(now.minus(TURN.dividedBy(2)));
    }
  }

  @Test
  void noKeyIsSentWithInTwoTurns() {
    NodeKeys keys = NodeKeys.make(random, NOON);
    Set<String> used = new HashSet<>();
    for (int turn = 0; turn < 10; turn++) {
      Instant begin = NOON.plus(TURN.multipliedBy(turn));
      assertThat(used.add(keys.of(NodeKeys.slotAt(begin)).publicKey()))
          .as("turn %d", turn)
          .isTrue();
      keys = keys.rotated(random, begin.plus(TURN.dividedBy(2)));
    }
  }

  @Test
  void whatIsAnnouncedCanBeReadAndNothingElse() {
    NodeKeys keys = NodeKeys.make(random, NOON);
    assertThat(NodeKeys.announced(keys.announcement()))
        .containsExactly(keys.even().publicKey(), keys.odd().publicKey());
    assertThat(NodeKeys.announced("")).isEmpty();
    assertThat(NodeKeys.announced(keys.even().publicKey())).isEmpty();
    assertThat(NodeKeys.announced("a b")).isEmpty();
    assertThat(keys.toString()).doesNotContain(keys.even().privateKey());
  }

  @Test
  void keysAreKeptForTheNodeAloneAndMadeAnewWhenTheFileIsDamaged(@TempDir Path folder)
      throws IOException {
    Path path = folder.resolve("keys");
    KeyFile file = new KeyFile(path);
    NodeKeys made = file.loadOrMake(random, NOON);
    assertThat(file.loadOrMake(random, NOON.plusSeconds(9))).isEqualTo(made);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    Files.writeString(path, "torn");
    assertThat(file.loadOrMake(random, NOON)).isNotEqualTo(made);
  }
}
