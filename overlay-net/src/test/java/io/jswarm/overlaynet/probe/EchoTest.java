package io.jswarm.overlaynet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EchoTest {
  private static final long TOKEN = 0x0123_4567_89ab_cdefL;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anAnswerBringsTheTokenBack(boolean v6) {
    ByteBuffer icmp = Echo.question(v6, TOKEN, 1450);
    assertThat(icmp.remaining()).isEqualTo(1450 - (v6 ? 40 : 20));
    assertThat(Echo.answer(icmp)).as("a question is no answer").isEmpty();
    icmp.put(0, (byte) (v6 ? 129 : 0));
    assertThat(Echo.answer(icmp)).hasValue(TOKEN);
  }

  @Test
  void theSumOfAllWordsOfAQuestionIsAllOnes() {
    ByteBuffer icmp = Echo.question(false, TOKEN, 92);
    int sum = 0;
    while (icmp.hasRemaining()) {
      sum += Short.toUnsignedInt(icmp.getShort());
    }
    assertThat((sum & 0xffff) + (sum >>> 16)).isEqualTo(0xffff);
  }

  @Test
  void whatOthersSendIsNoAnswer() {
    for (int length = 0; length < 40; length++) {
      assertThat(Echo.answer(ByteBuffer.allocate(length))).isEmpty();
    }
  }
}
