package io.jswarm.worker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.image.Reference;
import io.jswarm.worker.image.RegistryStub.Wants;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Registries whose authority the system does not know. */
final class RegistryTrustTest {
  private static final char[] PASSWORD = "changeit".toCharArray();
  @TempDir private static Path keys;
  @TempDir private Path certificates;

  /** Two keys for 127.0.0.1 and their certificates, made by the runtime's own tool. */
  @BeforeAll
  static void makeKeys() throws IOException, InterruptedException {
    for (String name : List.of("r", "other")) {
      keytool(name, "-genkeypair -keyalg EC -dname CN=" + name + " -ext san=ip:127.0.0.1");
      keytool(name, "-exportcert -rfc -file " + keys.resolve(name + ".crt"));
    }
  }

  private static void keytool(String name, String words) throws IOException, InterruptedException {
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String where =
        " -alias k -storetype PKCS12 -storepass changeit -keystore " + keys.resolve(name);
    Process process =
        new ProcessBuilder((tool + " " + words + where).split(" "))
            .redirectErrorStream(true)
            .redirectOutput(keys.resolve("said").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
  }

  private static SSLContext server() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys.resolve("r"))) {
      store.load(in, PASSWORD);
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  /** The registry of this name gets an authority of its own. */
  private void trust(String host, String name) throws IOException {
    Path own = Files.createDirectories(certificates.resolve(host));
    Files.copy(
        keys.resolve(name + ".crt"), own.resolve("ca.crt"), StandardCopyOption.REPLACE_EXISTING);
  }

  private Distribution lookUp(String host) throws IOException {
    RegistryClient client = new RegistryClient(new RegistryAccess(List.of(), certificates));
    Reference wanted = Reference.parse(host + "/a/b:1");
    try (RegistrySession session = client.open(wanted, RegistryStub.ME)) {
      return Distribution.of(session, wanted);
    }
  }

  @Test
  void theAuthorityInItsOwnDirectoryIsTrustedForItsName() throws Exception {
    try (RegistryStub registry = RegistryStub.startTls(Wants.TOKEN, server())) {
      registry.serve("1", new Tar().file("a", "a").bytes());
      trust(registry.host(), "r");
      assertThat(lookUp(registry.host()).platforms()).hasSize(1);

      String alias = registry.host().replace("127.0.0.1", "localhost");
      trust(alias, "r");
      assertThatThrownBy(() -> lookUp(alias))
          .hasMessageContaining("its certificate is not trusted here");
    }
  }

  @Test
  void anotherAuthorityIsNotAndNothingIsShownToIt() throws Exception {
    try (RegistryStub registry = RegistryStub.startTls(Wants.TOKEN, server())) {
      trust(registry.host(), "other");
      assertThatThrownBy(() -> lookUp(registry.host()))
          .hasMessageContaining("its certificate is not trusted here");
      assertThat(registry.tokensAsked).isEmpty();

      Files.writeString(certificates.resolve(registry.host()).resolve("ca.crt"), "no certificate");
      assertThatThrownBy(() -> lookUp(registry.host())).hasMessageContaining("ca.crt");
    }
  }

  @Test
  void aRegistryWithAnAuthorityIsSpokenToInTls() throws IOException {
    RegistryAccess access = new RegistryAccess(List.of(), certificates);
    assertThat(access.allowsPlain("127.0.0.1:5000")).isTrue();
    trust("127.0.0.1:5000", "r");
    assertThat(access.allowsPlain("127.0.0.1:5000")).isFalse();
    assertThat(access.authorities("../127.0.0.1:5000")).isEmpty();
    assertThat(access.authorities("..")).isEmpty();
  }

  @Test
  void plainHttpIsForLoopbackAndWhatIsNamed() throws IOException {
    RegistryAccess access = new RegistryAccess(List.of("r:5000", "plain"), certificates);
    assertThat(access.allowsPlain("localhost:5000")).isTrue();
    assertThat(access.allowsPlain("127.9.8.7")).isTrue();
    assertThat(access.allowsPlain("[::1]:5000")).isTrue();
    assertThat(access.allowsPlain("r:5000")).isTrue();
    assertThat(access.allowsPlain("plain:80")).isTrue();
    assertThat(access.allowsPlain("r:5001")).isFalse();
    assertThat(access.allowsPlain("127.evil.example")).isFalse();
    assertThat(access.allowsPlain("10.0.0.1:5000")).isFalse();
  }
}
