package io.jswarm.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryLoginTest {
  private static final Registry LOCAL = Registry.named("r:5000");
  @TempDir private Path folder;

  private DockerConfig config(String json) throws IOException {
    return DockerConfig.read(Files.writeString(folder.resolve("config.json"), json));
  }

  private JsonObject written() throws IOException {
    return (JsonObject) JsonReader.parse(Files.readString(folder.resolve("config.json")));
  }

  @ParameterizedTest
  @CsvSource({
    "busybox, https://index.docker.io/v1/",
    "docker.io/library/busybox, https://index.docker.io/v1/",
    "r:5000/a/b:1, r:5000",
    "ghcr.io/a/b@sha256:00, ghcr.io",
    "localhost/a, localhost",
  })
  void theLoginIsThatOfTheImagesRegistry(String image, String key) {
    assertThat(Registry.ofImage(image).key()).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource({
    "'', https://index.docker.io/v1/",
    "https://index.docker.io/v1/, https://index.docker.io/v1/",
    "https://r:5000/v2/, r:5000",
    "r:5000, r:5000",
  })
  void aServerIsMeantByItsHost(String server, String key) {
    assertThat(Registry.named(server).key()).isEqualTo(key);
  }

  @Test
  void whatDockerKeptIsFound() throws IOException {
    DockerConfig config =
        config(
            "{\"auths\":{\"r:5000\":{\"auth\":\"bWU6YTpi\"},\"https://old.example/v1/\":{\"auth\":\"eDp5\"},"
                + "\"t.io\":{\"auth\":\"bWU6\",\"identitytoken\":\"i\"},\"empty.io\":{}}}");
    assertThat(config.login(LOCAL)).isEqualTo(new Account("me", "a:b", ""));
    assertThat(config.login(Registry.named("old.example"))).isEqualTo(new Account("x", "y", ""));
    assertThat(config.login(Registry.named("t.io"))).isEqualTo(new Account("me", "", "i"));
    assertThat(config.login(Registry.named("empty.io")).isNobody()).isTrue();
    assertThat(config.login(Registry.HUB).isNobody()).isTrue();
  }

  @Test
  void aHeaderIsBase64OfWhatTheApiTakes() {
    String header = RegistryLogin.encoded(new Account("me", "p", ""), LOCAL);
    assertThat(new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8))
        .isEqualTo("{\"username\":\"me\",\"password\":\"p\",\"serveraddress\":\"r:5000\"}");
    assertThat(RegistryLogin.encoded(Account.NOBODY, LOCAL)).isEqualTo("e30=");
    assertThat(new Account("", "", "i").toApi(LOCAL))
        .hasToString("{\"identitytoken\":\"i\",\"serveraddress\":\"r:5000\"}");
  }

  @Test
  void aLoginIsKeptForItsOwnerBesideWhatWasThereAndForgotten() throws IOException {
    Path file = folder.resolve("new/config.json");
    DockerConfig.read(file).keep(LOCAL, new Account("me", "p", ""));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
    assertThat(DockerConfig.read(file).login(LOCAL)).isEqualTo(new Account("me", "p", ""));

    config("{\"psFormat\":\"x\",\"auths\":{\"other\":{\"auth\":\"eDp5\"}}}")
        .keep(LOCAL, new Account("me", "", "i"));
    assertThat(written())
        .hasToString(
            "{\"psFormat\":\"x\",\"auths\":{\"other\":{\"auth\":\"eDp5\"},\"r:5000\":{\"auth\":\"bWU6\",\"identitytoken\":\"i\"}}}");
    DockerConfig config = DockerConfig.read(folder.resolve("config.json"));
    assertThat(config.forget(LOCAL)).isTrue();
    assertThat(config.forget(LOCAL)).isFalse();
    assertThat(written())
        .hasToString("{\"psFormat\":\"x\",\"auths\":{\"other\":{\"auth\":\"eDp5\"}}}");
  }

  @Test
  void aHelperIsNamedForAllOrForOne() throws IOException {
    DockerConfig config = config("{\"credsStore\":\"all\",\"credHelpers\":{\"r:5000\":\"one\"}}");
    assertThat(config.helper(LOCAL)).contains(new LoginKeeper("one"));
    assertThat(config.helper(Registry.HUB)).contains(new LoginKeeper("all"));
    assertThat(config("{}").helper(LOCAL)).isEmpty();
  }

  @Test
  void aBrokenFileIsSaidToBeWithoutWhatIsInIt() {
    assertThatThrownBy(() -> config("{\"auths\":hunter2"))
        .hasMessageContaining("config.json is not a JSON object")
        .message()
        .doesNotContain("hunter2");
    assertThat(new Account("me", "hunter2", "")).hasToString("Account");
  }
}
