package io.jswarm.api.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReferenceTest {
  private static final String HEX =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  @ParameterizedTest
  @CsvSource({
    "busybox, docker.io/library/busybox:latest, busybox:latest",
    "busybox:1.36, docker.io/library/busybox:1.36, busybox:1.36",
    "user/app, docker.io/user/app:latest, user/app:latest",
    "docker.io/library/x, docker.io/library/x:latest, x:latest",
    "index.docker.io/x, docker.io/library/x:latest, x:latest",
    "localhost/x, localhost/x:latest, localhost/x:latest",
    "localhost:5000/x, localhost:5000/x:latest, localhost:5000/x:latest",
    "127.0.0.1:5000/a/b:c, 127.0.0.1:5000/a/b:c, 127.0.0.1:5000/a/b:c",
    "[::1]:5000/a, [::1]:5000/a:latest, [::1]:5000/a:latest",
    "ghcr.io/a/b-c_d.e, ghcr.io/a/b-c_d.e:latest, ghcr.io/a/b-c_d.e:latest",
    "test.com:5000, docker.io/library/test.com:5000, test.com:5000",
    "lowercase:Uppercase, docker.io/library/lowercase:Uppercase, lowercase:Uppercase",
    "a__b---c/d, docker.io/a__b---c/d:latest, a__b---c/d:latest",
    "Upper/case:1, Upper/case:1, Upper/case:1",
    "xn--n3h.com/i:xn--n3h.com, xn--n3h.com/i:xn--n3h.com, xn--n3h.com/i:xn--n3h.com",
    "sha256:" + HEX + ", docker.io/library/sha256:" + HEX + ", sha256:" + HEX,
    "a@sha512:"
        + HEX
        + HEX
        + ", docker.io/library/a@sha512:"
        + HEX
        + HEX
        + ", a@sha512:"
        + HEX
        + HEX,
  })
  void namesAreReadAsDockerDoes(String text, String whole, String familiar) {
    Reference reference = Reference.parse(text).withDefaultTag();

    assertThat(reference).hasToString(whole);
    assertThat(reference.familiar()).isEqualTo(familiar);
    assertThat(Reference.parse(whole)).isEqualTo(reference);
  }

  @ParameterizedTest
  @CsvSource({
    "x@sha256:" + HEX + ", docker.io/library/x@sha256:" + HEX,
    "x:1@sha256:" + HEX + ", docker.io/library/x@sha256:" + HEX,
    "x:1, docker.io/library/x:1",
    "x, docker.io/library/x:latest",
  })
  void aDigestSaysMoreThanATag(String text, String exact) {
    assertThat(Reference.parse(text).exact()).hasToString(exact);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "a:",
        "/a",
        "a//b",
        "a b",
        "-a",
        "a@",
        "a@sha256:12",
        "busybox:latest:x",
        "a@sha256:" + HEX + "0",
        "a@md5:0123456789abcdef0123456789abcdef",
        "a@sha512:" + HEX,
        "@sha256:" + HEX,
        "[::1]:tag",
        "[fe80::1%eth0]:5000/repo",
        "a___b",
        "a\n",
        "aa/asdf$$^/aa",
        "a:b:c",
        "http://x/y",
        "a..b",
        "..",
        HEX
      })
  void nonsenseIsRefused(String text) {
    assertThatThrownBy(() -> Reference.parse(text)).isInstanceOf(BadReference.class);
  }

  @Test
  void whatIsTooLongIsRefusedHoweverLongItIs() {
    String part = "a/";
    assertThat(Reference.parse("h.io/" + part.repeat(124) + "ab").path()).hasSize(250);
    assertThatThrownBy(() -> Reference.parse("h.io/" + part.repeat(125) + "a"))
        .hasMessage("repository name must not be more than 255 characters");
    assertThatThrownBy(() -> Reference.parse(part.repeat(100_000) + "a"))
        .isInstanceOf(BadReference.class);
    assertThatThrownBy(() -> Reference.parse("a:" + "t".repeat(129)))
        .hasMessage("invalid reference format");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Busybox", "user/App", "localhost:5000/X"})
  void capitalsAreNamedAsTheFault(String text) {
    assertThatThrownBy(() -> Reference.parse(text))
        .hasMessage("invalid reference format: repository name must be lowercase");
  }
}
