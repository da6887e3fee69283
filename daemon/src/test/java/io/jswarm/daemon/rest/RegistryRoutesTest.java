package io.jswarm.daemon.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.worker.image.Credentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryRoutesTest {
  private final FakeImages images = new FakeImages();
  private final ServedRoutes served;

  RegistryRoutesTest(@TempDir Path folder) throws IOException {
    served = new ServedRoutes(folder, new RegistryRoutes(images)::addTo);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private Answer ask(String line, String header, String body) throws IOException {
    return served.ask(
        "%s HTTP/1.1\r\nConnection: close\r\n%sContent-Length: %d\r\n\r\n%s"
            .formatted(line, header, body.length(), body));
  }

  private static String auth(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return "X-Registry-Auth: " + Base64.getUrlEncoder().encodeToString(bytes) + "\r\n";
  }

  @Test
  void aLoginIsTriedAtTheRegistry() throws IOException {
    Answer in =
        ask(
            "POST /auth",
            "",
            "{\"username\":\"me\",\"password\":\"secret\",\"serveraddress\":\"r:5000\"}");
    assertThat(in.body()).isEqualTo("{\"Status\":\"Login Succeeded\",\"IdentityToken\":\"\"}\n");
    assertThat(images.asked).containsExactly(new Credentials("me", "secret", "", "", "r:5000"));
    assertThat(
            ask("POST /auth", "", "{\"username\":\"you\",\"password\":\"secret\"}")
                .json()
                .path("IdentityToken")
                .asString())
        .isEqualTo("identity");
    Answer out =
        ask(
            "POST /auth",
            "",
            "{\"username\":\"me\",\"password\":\"hunter2\",\"serveraddress\":\"r:5000\"}");
    assertThat(out.status()).isEqualTo(401);
    assertThat(out.message()).isEqualTo("unauthorized: r:5000 does not accept these credentials");
    Answer bad = ask("POST /auth", "", "{\"password\":hunter2}");
    assertThat(bad.status()).isEqualTo(400);
    assertThat(bad.body()).doesNotContain("hunter2");
  }

  @Test
  void aNameIsLookedUpAsWhoeverTheHeaderSays() throws IOException {
    Answer found = ask("GET /distribution/r:5000/a/b:1/json", auth("{\"username\":\"me\"}"), "");
    assertThat(found.body())
        .matches(
            "\\{\"Descriptor\":\\{\"mediaType\":\"application/vnd.oci.image.index.v1\\+json\",\"digest\":\"sha256:[0-9a-f]+\",\"size\":7},"
                + "\"Platforms\":\\[\\{\"architecture\":\"arm64\",\"os\":\"linux\",\"variant\":\"v8\"}]}\n");
    Answer nobody = ask("GET /distribution/r:5000/a/b:1/json", "", "");
    assertThat(nobody.status()).isEqualTo(401);
    assertThat(nobody.message()).contains("log in to it");
  }

  @Test
  void aHeaderThatIsNoneOrTooLongIsRefused() throws IOException {
    String line = "GET /distribution/a/json";
    Answer noBase64 = ask(line, "X-Registry-Auth: hunter2!\r\n", "");
    assertThat(noBase64.status()).isEqualTo(400);
    assertThat(noBase64.message())
        .isEqualTo("the X-Registry-Auth header is not base64 (RFC 4648, section 5)");
    Answer tooLong = ask(line, "X-Registry-Auth: " + "x".repeat(16_385) + "\r\n", "");
    assertThat(tooLong.status()).isEqualTo(400);
    assertThat(tooLong.message())
        .isEqualTo("the X-Registry-Auth header has 16385 characters: at most 16384 are accepted");
  }
}
