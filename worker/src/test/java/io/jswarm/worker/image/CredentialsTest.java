package io.jswarm.worker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.model.RegistryAuth;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
  private static Credentials decoded(String header) {
    return Credentials.decode(RegistryAuth.of(header));
  }

  static Stream<Arguments> headers() {
    return Stream.of(
        Arguments.of("{}", Credentials.NONE),
        Arguments.of("null", Credentials.NONE),
        Arguments.of(
            "{\"username\":\"me\",\"password\":\"p\\u00e4\",\"serveraddress\":\"r:5000\"}",
            new Credentials("me", "p\u00e4", "", "", "r:5000")),
        Arguments.of(
            "{\"Username\":\"me\",\"email\":\"x\",\"password\":\"\"}",
            new Credentials("me", "", "", "", "")),
        Arguments.of("{\"auth\":\"bWU6YTpi\"}", new Credentials("me", "a:b", "", "", "")),
        Arguments.of(
            "{\"auth\":\"eDp5\",\"username\":\"me\",\"password\":\"p\"}",
            new Credentials("me", "p", "", "", "")),
        Arguments.of("{\"identitytoken\":\"i\"}", new Credentials("", "", "i", "", "")),
        Arguments.of("{\"registrytoken\":\"r.x-y\"}", new Credentials("", "", "", "r.x-y", "")));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void areReadAsDockersClientsSendThem(String json, Credentials expected) {
    String header = RegistryStub.header(json);
    assertThat(decoded(header)).isEqualTo(expected);
    assertThat(decoded(header.replace("=", ""))).as("without padding").isEqualTo(expected);
    assertThat(decoded(header.replace('-', '+').replace('_', '/')))
        .as("in the other alphabet")
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hunter2!",
        "{hunter2}",
        "aHVudGVyMg==", // hunter2
        "WyJodW50ZXIyIl0=", // ["hunter2"]
        "eyJ1c2VybmFtZSI6Imh1bnRlcjIi", // cut short
        "eyJ1c2VybmFtZSI6eyJhIjoiaHVudGVyMiJ9fQ==", // an object for a name
        "eyJ1c2VybmFtZSI6ICJodW50ZXIyIn0geA==" // something behind it
      })
  void whatIsNoneIsRefusedWithoutQuotingIt(String header) {
    assertThatThrownBy(() -> decoded(header))
        .isInstanceOf(ImageException.Invalid.class)
        .hasMessageMatching("the X-Registry-Auth header is not base64.*|a registry login is a .*")
        .hasNoCause()
        .message()
        .doesNotContain("hunter2");
  }

  @Test
  void whatCannotBeSentIsRefused() {
    for (String json :
        List.of(
            "{\"registrytoken\":\"hunter2\\r\\nX: y\"}",
            "{\"username\":\"a:b\"}",
            "{\"auth\":\"hunter2!\"}")) {
      assertThatThrownBy(() -> decoded(RegistryStub.header(json)))
          .as(json)
          .isInstanceOf(ImageException.Invalid.class)
          .message()
          .doesNotContain("hunter2");
    }
  }

  @Test
  void theyShowNothingOfThemselves() {
    assertThat(new Credentials("me", "hunter2", "i", "r", "s")).hasToString("Credentials");
    byte[] shown = Base64.getDecoder().decode(RegistryStub.ME.basic().substring(6));
    assertThat(new String(shown, StandardCharsets.UTF_8)).isEqualTo("me:secret");
  }
}
