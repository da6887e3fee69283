package io.jswarm.raftstore.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.codec.Cbor;
import io.jswarm.api.model.Bytes;
import io.jswarm.api.model.Task;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.RequestOutcome;
import io.jswarm.raftstore.image.Round;
import io.jswarm.raftstore.image.Samples;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundEncoderTest {

  @Test
  void twoThousandTasksOfAServiceCarryOneSpec() {
    RoundEncoder encoder = new RoundEncoder();
    for (int i = 0; i < Round.MAX_CHANGES; i++) {
      assertThat(encoder.add(new Change.PutTask(Samples.task("t" + i, "s1", "nginx:1")))).isTrue();
    }
    assertThat(encoder.add(new Change.RemoveTask("t1"))).isFalse();
    byte[] bytes = encoder.encode(0, 1, Samples.NOON);
    assertThat(bytes.length).isLessThan(Round.MAX_BYTES / 2);
    List<Change> changes = RoundCodec.decode(bytes).changes();
    Task first = ((Change.PutTask) changes.getFirst()).task();
    assertThat(changes)
        .hasSize(Round.MAX_CHANGES)
        .allSatisfy(
            change -> assertThat(((Change.PutTask) change).task().spec()).isSameAs(first.spec()));
  }

  @Test
  void aChangeThatDoesNotFitLeavesNoTrace() {
    RoundEncoder encoder = new RoundEncoder();
    assertThat(encoder.add(big("r1", 1 << 20))).isTrue();
    assertThat(encoder.add(big("r2", 1 << 20))).isFalse();
    assertThat(encoder.add(new Change.PutTask(Samples.task("t1", "s1", "nginx:1")))).isTrue();
    Round round = RoundCodec.decode(encoder.encode(4, 2, Samples.NOON));
    assertThat(round.changes())
        .containsExactly(
            big("r1", 1 << 20), new Change.PutTask(Samples.task("t1", "s1", "nginx:1")));
    assertThat(round.number()).isEqualTo(5);
  }

  @Test
  void aSpecOfADroppedChangeIsDroppedToo() {
    RoundEncoder encoder = new RoundEncoder();
    encoder.add(big("r1", Round.MAX_BYTES - 700));
    assertThat(encoder.add(new Change.PutTask(Samples.task("t1", "s1", "x".repeat(999)))))
        .isFalse();
    Round round = RoundCodec.decode(encoder.encode(0, 1, Samples.NOON));
    assertThat(round.changes()).hasSize(1);
  }

  @Test
  void aHigherLevelIsRefusedWithASentence() {
    byte[] later = Cbor.STRICT.write(List.of(4, 0, 0, List.of(0, 0), 0, 0, 0));
    assertThatThrownBy(() -> RoundCodec.decode(later))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("format level 4")
        .hasMessageContaining("upgrade this manager");
  }

  @Test
  void unknownMembersAreRefused() {
    byte[] entry = RoundCodec.encode(Samples.firstRound());
    byte[] odd = replace(entry, "Messag", "Massag");
    assertThatThrownBy(() -> RoundCodec.decode(odd)).isInstanceOf(UnreadableException.class);
  }

  @Test
  void whatIsCutShortOrTooLongIsRefused() {
    byte[] entry = RoundCodec.encode(Samples.firstRound());
    for (int length = 0; length < entry.length; length += 97) {
      byte[] cut = Arrays.copyOf(entry, length);
      assertThatThrownBy(() -> RoundCodec.decode(cut)).isInstanceOf(UnreadableException.class);
    }
    byte[] longer = Arrays.copyOf(entry, entry.length + 1);
    assertThatThrownBy(() -> RoundCodec.decode(longer)).isInstanceOf(UnreadableException.class);
  }

  private static Change big(String id, int size) {
    return new Change.PutRequest(new RequestOutcome(id, Samples.NOON, Bytes.of(new byte[size])));
  }

  private static byte[] replace(byte[] in, String what, String with) {
    String text = new String(in, java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(text).contains(what);
    return text.replace(what, with).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
