package io.jswarm.api.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As Go 1.19 prints. */
final class GoTextTest {
  @ParameterizedTest
  @CsvSource({
    "0.0001, 0.0001",
    "0.00001, 1e-05",
    "1e-9, 1e-09",
    "1.5e-9, 1.5e-09",
    "0.001, 0.001",
    "-1, -1",
    "0, 0",
    "-0.0, -0",
    "0.5, 0.5",
    "100, 100",
    "123456, 123456",
    "1000000, 1e+06",
    "1234567, 1.234567e+06",
    "-9223372036.5, -9.2233720365e+09",
    "1e100, 1e+100",
    "NaN, NaN",
    "-Infinity, -Inf",
  })
  void numbersHaveTheFewestDigits(double number, String text) {
    assertThat(GoText.number(number)).isEqualTo(text);
  }

  @Test
  void textsAreQuotedWithEscapes() {
    assertThat(GoText.quoted("a \"b\" \\ ☺ 𝄞")).isEqualTo("\"a \\\"b\\\" \\\\ ☺ 𝄞\"");
    assertThat(GoText.quoted("\n\t\r\b\f\u0007\u000b\u0000\u007f"))
        .isEqualTo("\"\\n\\t\\r\\b\\f\\a\\v\\x00\\x7f\"");
    assertThat(GoText.quoted("\u00a0\u200b\ue000\ud800"))
        .isEqualTo("\"\\u00a0\\u200b\\ue000\\ufffd\"");
    assertThat(GoText.quoted(Character.toString(0x10ffff))).isEqualTo("\"\\U0010ffff\"");
  }

  @Test
  void charactersAreNamedByTheirNumber() {
    assertThat(GoText.rune('}')).isEqualTo("U+007D '}'");
    assertThat(GoText.rune(7)).isEqualTo("U+0007");
  }
}
