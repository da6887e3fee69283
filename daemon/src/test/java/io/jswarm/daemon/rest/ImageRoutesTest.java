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

class ImageRoutesTest {
  private final FakeImages images = new FakeImages();
  private final ServedRoutes served;

  ImageRoutesTest(@TempDir Path folder) throws IOException {
    served = new ServedRoutes(folder, new ImageRoutes(images)::addTo);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private Answer ask(String method, String path, String body, String... headers)
      throws IOException {
    String head =
        "%s %s HTTP/1.1\r\nConnection: close\r\n%sTransfer-Encoding: chunked\r\n\r\n"
            .formatted(method, path, String.join("", headers));
    String chunk =
        body.isEmpty() ? "" : Integer.toHexString(body.length()) + "\r\n" + body + "\r\n";
    return served.ask(head + chunk + "0\r\n\r\n");
  }

  @Test
  void loadsAnArchiveAndReportsAsItGoes() throws IOException {
    Answer answer = ask("POST", "/images/load", "tar".repeat(1_000));
    assertThat(images.received).isEqualTo(3_000);
    assertThat(answer.body().lines())
        .containsExactly(
            "{\"status\":\"Loading layer\",\"progressDetail\":{},\"id\":\"layer\"}",
            "{\"stream\":\"Loaded image: a:1\\n\"}");
    assertThat(ask("POST", "/images/load?quiet=1", "tar").body().lines()).hasSize(1);
  }

  @Test
  void importsARootFileSystemWithItsChanges() throws IOException {
    Answer answer =
        ask(
            "POST",
            "/images/create?fromSrc=-&repo=a&tag=1&changes=ENV%20A%3D1&changes=CMD%20x&platform=linux/arm64",
            "tar");
    assertThat(answer.body()).startsWith("{\"status\":\"sha256:");
    assertThat(images.imports.getFirst())
        .hasToString(
            "ImportRequest[reference=a:1, message=, changes=[ENV A=1, CMD x], arch=arm64]");
    assertThat(ask("POST", "/images/create?fromSrc=http://x", "").status()).isEqualTo(501);
  }

  @Test
  void refusesAnArchiveOfNothing() throws IOException {
    Answer empty = ask("POST", "/images/create?fromSrc=-", "");
    assertThat(empty.status()).isEqualTo(400);
    assertThat(empty.message()).isEqualTo("the archive is empty");
  }

  @Test
  void pullsAndTellsFailuresBeforeAndAfterTheFirstByte() throws IOException {
    assertThat(ask("POST", "/images/create?fromImage=alpine&tag=3", "").body())
        .isEqualTo("{\"status\":\"Pulling from alpine:3\"}\n");
    assertThat(images.names).contains("alpine:3");
    assertThat(ask("POST", "/images/create?fromImage=missing", "").status()).isEqualTo(404);
    Answer broken = ask("POST", "/images/create?fromImage=broken", "");
    assertThat(broken.status()).isEqualTo(200);
    assertThat(broken.body()).contains("\"error\":\"the registry hung up\"", "\"errorDetail\"");
  }

  @Test
  void pullsAsWhoeverTheHeaderSaysAndAsNobodyWithTheEmptyOneClientsSend() throws IOException {
    assertThat(pull("{}").status()).isEqualTo(200);
    assertThat(pull("{\"username\":\"me\",\"password\":\"x\"}").status()).isEqualTo(200);
    assertThat(images.asked)
        .containsExactly(Credentials.NONE, new Credentials("me", "x", "", "", ""));
    Answer bad = pull("hunter2");
    assertThat(bad.status()).isEqualTo(400);
    assertThat(bad.message())
        .contains("a registry login is a JSON object")
        .doesNotContain("hunter");
    assertThat(images.asked).hasSize(2);
  }

  private Answer pull(String auth) throws IOException {
    String encoded = Base64.getUrlEncoder().encodeToString(auth.getBytes(StandardCharsets.UTF_8));
    return ask(
        "POST", "/images/create?fromImage=alpine", "", "X-Registry-Auth: " + encoded + "\r\n");
  }

  @Test
  void listsInspectsTagsAndRemoves() throws IOException {
    assertThat(ask("POST", "/images/busybox:latest/tag?repo=reg:5000/a/b&tag=2", "").status())
        .isEqualTo(201);
    assertThat(ask("GET", "/images/reg:5000/a/b:2/json", "").json().path("RepoTags").toString())
        .isEqualTo("[\"reg:5000/a/b:2\"]");
    String named = "/images/json?filters=%7B%22reference%22:%5B%22busy*%22%5D%7D";
    assertThat(ask("GET", named, "").json().size()).isEqualTo(1);
    assertThat(ask("GET", "/images/json", "").json().at("/0/RepoTags").toString())
        .isEqualTo("[\"busybox:latest\"]");
    assertThat(ask("DELETE", "/images/reg:5000/a/b:2", "").body())
        .isEqualTo("[{\"Untagged\":\"reg:5000/a/b:2\"}]\n");
    Answer gone = ask("GET", "/images/nope/json", "");
    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.message()).isEqualTo("No such image: nope");
  }
}
