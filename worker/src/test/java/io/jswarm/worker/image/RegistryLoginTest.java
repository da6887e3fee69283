package io.jswarm.worker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.image.Reference;
import io.jswarm.worker.Rootless;
import io.jswarm.worker.image.RegistryStub.Wants;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Registries that do not let everybody in. */
final class RegistryLoginTest {
  private static final Credentials WRONG = new Credentials("me", "hunter2", "", "", "");

  private final byte[] layer = new Tar().file("a", "a").bytes();
  @TempDir private Path root;
  private ImageStore store;

  @BeforeEach
  void open() throws IOException {
    Rootless.skipIfSaid();
    store =
        ImageStore.open(
            root.resolve("images"),
            _ -> List.of(),
            Clock.systemUTC(),
            new RegistryAccess(List.of(), root.resolve("certs.d")));
  }

  private static Credentials at(RegistryStub registry, Credentials who) {
    return new Credentials(
        who.username(), who.password(), who.identityToken(), "", registry.url() + "/v2/");
  }

  @ParameterizedTest
  @EnumSource(
      value = Wants.class,
      names = {"PASSWORD", "TOKEN"})
  void whoIsKnownPulls(Wants wants) throws IOException {
    try (RegistryStub registry = RegistryStub.start(wants)) {
      Digest manifest = registry.serve("1", layer);
      String name = registry.host() + "/a/b:1";

      store.pull(name, RegistryStub.ME, _ -> {});

      assertThat(store.resolve(name)).isPresent();
      Distribution found = store.lookUp(name, RegistryStub.ME);
      assertThat(found.descriptor().digest()).isEqualTo(manifest.toString());
      assertThat(found.descriptor().mediaType())
          .isEqualTo("application/vnd.docker.distribution.manifest.v2+json");
      assertThat(found.platforms())
          .containsExactly(new Distribution.Platform(Platforms.architecture(), "linux", null));
    }
  }

  @Test
  void nobodyIsToldToLogInAndNothingIsLeftOfWhoWasHereBefore() throws IOException {
    try (RegistryStub registry = RegistryStub.start(Wants.PASSWORD)) {
      registry.serve("1", layer);
      String name = registry.host() + "/a/b:1";
      store.lookUp(name, RegistryStub.ME);

      assertThatThrownBy(() -> store.lookUp(name, Credentials.NONE))
          .isInstanceOf(ImageException.Unauthorized.class)
          .hasMessage(
              "unauthorized: %s wants credentials: log in to it, and create and update services --with-registry-auth"
                  .formatted(registry.host()));
      assertThatThrownBy(() -> store.lookUp(name, WRONG))
          .isInstanceOf(ImageException.Unauthorized.class)
          .hasMessage("unauthorized: %s does not accept these credentials", registry.host());
    }
    try (RegistryStub registry = RegistryStub.start(Wants.TOKEN)) {
      registry.serve("1", layer);
      String name = registry.host() + "/a/b:1";
      store.lookUp(name, RegistryStub.ME);

      assertThatThrownBy(() -> store.lookUp(name, Credentials.NONE))
          .isInstanceOf(ImageException.NotFound.class)
          .hasMessageStartingWith("pull access denied for %s/a/b", registry.host());
      assertThatThrownBy(() -> store.pull(name, WRONG, _ -> {}))
          .isInstanceOf(ImageException.Unauthorized.class)
          .message()
          .doesNotContain("hunter2");
    }
  }

  @Test
  void aTokenIsAskedForWithNameScopeAndService() throws IOException {
    try (RegistryStub registry = RegistryStub.start(Wants.TOKEN)) {
      registry.serve("1", layer);
      store.lookUp(registry.host() + "/a/b:1", RegistryStub.ME);
      assertThat(registry.tokensAsked)
          .containsExactly("GET service=stub&scope=repository%3Aa%2Fb%3Apull&account=me");
    }
  }

  @Test
  void anIdentityTokenStandsForThePasswordAndARegistryTokenForItself() throws IOException {
    try (RegistryStub registry = RegistryStub.start(Wants.TOKEN)) {
      registry.serve("1", layer);
      String name = registry.host() + "/a/b:1";
      store.lookUp(name, new Credentials("me", "", RegistryStub.IDENTITY, "", ""));
      assertThat(registry.tokensAsked)
          .containsExactly(
              "POST service=stub&scope=repository%3Aa%2Fb%3Apull&grant_type=refresh_token&client_id=jswarm&refresh_token="
                  + RegistryStub.IDENTITY);

      store.lookUp(name, new Credentials("", "", "", "given", ""));
      assertThat(registry.tokensAsked).hasSize(1);
      assertThatThrownBy(() -> store.lookUp(name, new Credentials("", "", "", "stale", "")))
          .hasMessageStartingWith("pull access denied");
    }
  }

  @Test
  void credentialsDoNotGoToATokenServerWithoutTls() throws IOException {
    try (RegistryStub registry = RegistryStub.start(Wants.TOKEN)) {
      registry.realm = "http://elsewhere.example/token";
      assertThatThrownBy(() -> store.lookUp(registry.host() + "/a/b:1", RegistryStub.ME))
          .isInstanceOf(ImageException.Failed.class)
          .hasMessageContaining("elsewhere.example, which has no TLS");
      for (String realm : List.of("file:///etc/passwd", "", "not an address", "https://u:p@h/t")) {
        registry.realm = realm;
        assertThatThrownBy(() -> store.lookUp(registry.host() + "/a/b:1", RegistryStub.ME))
            .as(realm)
            .hasMessageContaining("the registry names an address that is none");
      }
    }
  }

  @Test
  void aLoginIsTriedAndGivesAnIdentityTokenWhereThereAreAny() throws IOException {
    try (RegistryStub registry = RegistryStub.start(Wants.PASSWORD)) {
      assertThat(store.logIn(at(registry, RegistryStub.ME))).isEmpty();
      assertThatThrownBy(() -> store.logIn(at(registry, WRONG)))
          .isInstanceOf(ImageException.Unauthorized.class)
          .message()
          .doesNotContain("hunter2");
      assertThatThrownBy(() -> store.logIn(at(registry, Credentials.NONE)))
          .isInstanceOf(ImageException.Unauthorized.class);
    }
    try (RegistryStub registry = RegistryStub.start(Wants.TOKEN)) {
      assertThat(store.logIn(at(registry, RegistryStub.ME))).isEqualTo(RegistryStub.IDENTITY);
      assertThatThrownBy(() -> store.logIn(at(registry, WRONG)))
          .isInstanceOf(ImageException.Unauthorized.class);
    }
    try (RegistryStub registry = RegistryStub.start(Wants.NOTHING_IT_SAYS)) {
      assertThatThrownBy(() -> store.logIn(at(registry, RegistryStub.ME)))
          .hasMessageContaining("wants credentials of a kind this version does not have");
    }
    Credentials nowhere = new Credentials("me", "secret", "", "", "a b");
    assertThatThrownBy(() -> store.logIn(nowhere))
        .isInstanceOf(ImageException.Invalid.class)
        .hasMessageContaining("a registry is a host");
  }

  @Test
  void theAddressOfARegistryIsReadAsPeopleWriteIt() {
    assertThat(Reference.registryOf("")).isEqualTo("docker.io");
    assertThat(Reference.registryOf("https://index.docker.io/v1/")).isEqualTo("docker.io");
    assertThat(Reference.registryOf("http://r.example:5000/v2/")).isEqualTo("r.example:5000");
    assertThat(Reference.registryOf("localhost")).isEqualTo("localhost");
  }
}
