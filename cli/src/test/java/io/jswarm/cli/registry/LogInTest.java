package io.jswarm.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.cli.FakeDaemon;
import io.jswarm.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogInTest {
  private static final String HOME = "user.home";
  private final String home = System.getProperty(HOME);
  @TempDir private Path folder;

  @BeforeEach
  void liveElsewhere() {
    Assumptions.assumeTrue(System.getenv("DOCKER_CONFIG") == null, "DOCKER_CONFIG is set");
    System.setProperty(HOME, folder.toString());
  }

  @AfterEach
  void goHome() {
    System.setProperty(HOME, home);
  }

  private String kept() throws IOException {
    return Files.readString(folder.resolve(".docker/config.json")).replaceAll("\\s", "");
  }

  @Test
  void whatTheRegistryTakesIsKeptAndSentWithServices() throws IOException {
    try (FakeDaemon daemon =
        new FakeDaemon()
            .on("POST /auth", 200, "{\"Status\":\"Login Succeeded\",\"IdentityToken\":\"\"}")) {
      Ran in = Ran.typing("s3cret\n", daemon, "login", "-u", "me", "--password-stdin", "r:5000");
      assertThat(in.out()).as(in.err()).isEqualTo("Login Succeeded\n");
      assertThat(in.err()).contains("kept unencrypted in").doesNotContain("s3cret");
      assertThat(daemon.calls().getLast().body())
          .hasToString(
              "{\"username\":\"me\",\"password\":\"s3cret\",\"serveraddress\":\"r:5000\"}");
      assertThat(kept()).isEqualTo("{\"auths\":{\"r:5000\":{\"auth\":\"bWU6czNjcmV0\"}}}");
      assertThat(RegistryLogin.header("r:5000/a")).isNotEqualTo("e30=");
      assertThat(RegistryLogin.header("busybox")).isEqualTo("e30=");

      assertThat(Ran.on(daemon, "logout", "r:5000").out())
          .isEqualTo("Forgot the login to r:5000\n");
      assertThat(kept()).isEqualTo("{\"auths\":{}}");
      assertThat(Ran.on(daemon, "logout", "r:5000").out()).isEqualTo("Not logged in to r:5000\n");
    }
  }

  @Test
  void anIdentityTokenIsKeptInPlaceOfThePassword() throws IOException {
    try (FakeDaemon daemon =
        new FakeDaemon()
            .on("POST /auth", 200, "{\"Status\":\"Login Succeeded\",\"IdentityToken\":\"tok\"}")) {
      Ran.typing("s3cret", daemon, "login", "-u", "me", "--password-stdin");
      assertThat(kept())
          .isEqualTo(
              "{\"auths\":{\"https://index.docker.io/v1/\":{\"auth\":\"bWU6\",\"identitytoken\":\"tok\"}}}");
    }
  }

  @Test
  void nothingIsKeptOfWhatTheRegistryDoesNotTake() throws IOException {
    try (FakeDaemon daemon = new FakeDaemon().on("POST /auth", 401, "{\"message\":\"no\"}")) {
      Ran out = Ran.typing("hunter2", daemon, "login", "-u", "me", "--password-stdin", "r:5000");
      assertThat(out.code()).isEqualTo(1);
      assertThat(out.err()).contains("no").doesNotContain("hunter2");
      assertThat(folder.resolve(".docker")).doesNotExist();
      assertThat(Ran.on(daemon, "login", "r:5000").err()).contains("name the user with --username");
      assertThat(Ran.on(daemon, "login", "-u", "me", "r:5000").err())
          .contains("use --password-stdin");
      assertThat(Ran.typing("", daemon, "login", "-u", "me", "--password-stdin").err())
          .contains("the password is empty");
    }
  }
}
