package io.jswarm.worker.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChallengeTest {
  static Stream<Arguments> headers() {
    Challenge bearer = new Challenge.Bearer("https://a/t", "s", "repository:a/b:pull,push");
    return Stream.of(
        Arguments.of(
            List.of(
                "Bearer realm=\"https://a/t\",service=\"s\",scope=\"repository:a/b:pull,push\""),
            bearer),
        Arguments.of(
            List.of(
                "bearer Realm = \"https://a/t\" , scope=\"repository:a/b:pull,push\", service=s"),
            bearer),
        Arguments.of(
            List.of(
                "Basic realm=\"x\"",
                "Bearer realm=\"https://a/t\",service=\"s\",scope=\"repository:a/b:pull,push\""),
            bearer),
        Arguments.of(
            List.of(
                "Basic realm=\"x\", Bearer realm=\"https://a/t\",service=\"s\",scope=\"repository:a/b:pull,push\""),
            bearer),
        Arguments.of(
            List.of("Bearer realm=\"https://a/t\""), new Challenge.Bearer("https://a/t", "", "")),
        Arguments.of(List.of("Basic realm=\"Registry Realm\""), new Challenge.Basic()),
        Arguments.of(List.of("basic"), new Challenge.Basic()),
        Arguments.of(List.of("Negotiate"), new Challenge.Unknown()),
        Arguments.of(List.of("BasicX realm=\"x\""), new Challenge.Unknown()),
        Arguments.of(List.of("", "," + "a=".repeat(10_000)), new Challenge.Unknown()),
        Arguments.of(List.of(), new Challenge.Unknown()));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void isReadAsRegistriesSayIt(List<String> headers, Challenge expected) {
    assertThat(Challenge.of(headers)).isEqualTo(expected);
  }
}
