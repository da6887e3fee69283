package io.jswarm.lab.sidebyside.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LineTest {
  @Test
  void wordsAreBetweenBlanks() {
    assertThat(new Line("service  ls -q").words()).containsExactly("service", "ls", "-q");
  }

  @Test
  void quotesHoldWordsTogetherAndCanBeEmpty() {
    assertThat(new Line("a 'b \"c\" d' e='f g' ''").words())
        .containsExactly("a", "b \"c\" d", "e=f g", "");
  }

  @Test
  void theSleeperIsAProgramOfThreeWords() {
    assertThat(new Line("create busybox SLEEPER").words())
        .hasSize(5)
        .startsWith("create", "busybox", "sh", "-c");
  }

  @Test
  void aQuoteIsClosed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Line("a 'b").words())
        .withMessageContaining("a 'b");
  }
}
