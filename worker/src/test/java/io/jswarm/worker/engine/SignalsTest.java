package io.jswarm.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SignalsTest {
  @ParameterizedTest
  @CsvSource({
    "SIGTERM, 15",
    "term, 15",
    "KILL, 9",
    "9, 9",
    "SIGHUP, 1",
    "USR1, 10",
    "SIGUSR2, 12",
    "QUIT, 3",
    "WINCH, 28",
    "RTMIN, 34",
    "SIGRTMIN+3, 37",
    "RTMAX-1, 63",
    "64, 64",
  })
  void signalsAreKnownByNameAndNumber(String text, int number) {
    assertThat(Signals.parse(text)).hasValue(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "65", "SIG", "NOPE", "-9", "RTMIN+99"})
  void anythingElseIsNone(String text) {
    assertThat(Signals.parse(text)).isEmpty();
  }
}
