package io.jswarm.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
  @ParameterizedTest
  @CsvSource({
    "PT0.4S, Less than a second",
    "PT1S, 1 second",
    "PT59S, 59 seconds",
    "PT60S, About a minute",
    "PT2M, 2 minutes",
    "PT59M59S, 59 minutes",
    "PT60M, About an hour",
    "PT89M, About an hour",
    "PT90M, 2 hours",
    "PT47H, 47 hours",
    "PT48H, 2 days",
    "P13D, 13 days",
    "P14D, 2 weeks",
    "P60D, 2 months",
    "P730D, 2 years"
  })
  void agesHaveOneUnit(Duration age, String words) {
    assertThat(Ages.words(age)).isEqualTo(words);
  }

  @Test
  void timesArePrintedAsGoPrintsThem() {
    assertThat(Ages.goTime("2026-11-22T00:22:54.70836Z"))
        .isEqualTo("2026-11-22 00:22:54.70836 +0000 UTC");
    assertThat(Ages.goTime("2026-11-22T01:02:03Z")).isEqualTo("2026-11-22 01:02:03 +0000 UTC");
    assertThat(Ages.ago("", Instant.EPOCH)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0B, 0B",
    "1023, 1023B, 1.02kB",
    "16777216, 16MiB, 16.8MB",
    "25276502016, 23.54GiB, 25.3GB",
    "1984000, 1.892MiB, 1.98MB"
  })
  void sizesHaveFourOrThreeDigits(long bytes, String binary, String decimal) {
    assertThat(Sizes.binary(bytes)).isEqualTo(binary);
    assertThat(Sizes.decimal(bytes, 3)).isEqualTo(decimal);
  }

  @ParameterizedTest
  @CsvSource({
    "0s, 0",
    "300ms, 300000000",
    "1.5s, 1500000000",
    "1m0s, 60000000000",
    "1m30s, 90000000000",
    "2160h0m0s, 7776000000000000",
    "1µs, 1000",
    "-2s, -2000000000"
  })
  void durationsGoBothWays(String text, long nanos) {
    assertThat(GoDuration.parse(text)).isEqualTo(nanos);
    assertThat(GoDuration.format(nanos)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"''", "5", "s", "1x", "1..2s", "99999999h"})
  void whatIsNoDurationIsRefused(String text) {
    assertThatThrownBy(() -> GoDuration.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void columnsAreTenWideOrThreeMoreThanTheirLongestCell() {
    assertThat(TabStops.align(List.of("ID\tNAME\tPORTS", "1\ta-rather-long-name\tx")))
        .isEqualTo(
            """
            ID        NAME                 PORTS
            1         a-rather-long-name   x
            """);
  }

  @Test
  void aLineWithoutACellEndsTheColumn() {
    assertThat(TabStops.align(List.of("long-first-cell\tx", "plain", "a\tb")))
        .isEqualTo("long-first-cell   x\nplain\na         b\n");
  }

  @Test
  void numbersInNamesCountAsPeopleCount() {
    assertThat(Words.natural("web.2", "web.10")).isNegative();
    assertThat(Words.natural("a", "b")).isNegative();
    assertThat(Words.natural("web", "web")).isZero();
  }

  @Test
  void wordsAreShortened() {
    assertThat(Words.shortId("sha256:0123456789abcdef")).isEqualTo("0123456789ab");
    assertThat(Words.ellipsis("a long error", 6)).isEqualTo("a lon…");
    assertThat(Words.imageWithoutDigest("busybox:1@sha256:ab")).isEqualTo("busybox:1");
    assertThat(Words.imageWithoutDigest("r:5000/busybox@sha256:ab"))
        .isEqualTo("r:5000/busybox@sha256:ab");
  }
}
