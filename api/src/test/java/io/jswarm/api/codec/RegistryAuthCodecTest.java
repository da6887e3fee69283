package io.jswarm.api.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.command.Command;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.RegistryAuth;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceMode;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.TaskSpec;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RegistryAuthCodecTest {
  private static final String SECRET = "dGhlIGVhZ2xlIGhhcyBsYW5kZWQ";
  private static final RegistryAuth AUTH = RegistryAuth.of(SECRET);
  private static final ServiceSpec SPEC =
      ServiceSpec.of("web", TaskSpec.of(ContainerSpec.of("img")), ServiceMode.ofReplicas(1));

  private static Service service() {
    return Service.of("id", SPEC, Instant.parse("2026-01-01T00:00:00Z"))
        .withRegistryAuths(AUTH, RegistryAuth.of(SECRET + "-former"));
  }

  @Test
  void theLogKeepsThem() {
    assertThat(Cbor.STRICT.read(Cbor.STRICT.write(service()), Service.class)).isEqualTo(service());
  }

  @Test
  void jsonAndTextDoNotHaveThem() {
    for (Object value :
        new Object[] {
          service(),
          new Command.CreateService(SPEC, AUTH),
          new Command.UpdateService("web", 1, SPEC, AUTH)
        }) {
      assertThat(Json.write(value)).doesNotContain(SECRET, "RegistryAuth");
      assertThat(Json.mapper().valueToTree(value).toString()).doesNotContain(SECRET);
      assertThat(value.toString()).contains("RegistryAuth[").doesNotContain(SECRET);
    }
  }

  @Test
  void theyAreBounded() {
    String longest = "x".repeat(RegistryAuth.MAX_LENGTH);
    assertThat(RegistryAuth.of(longest).header()).isEqualTo(longest);
    assertThatThrownBy(() -> RegistryAuth.of(longest + "x"))
        .hasMessage("registry credentials have 1 to 16384 characters, not 16385");
    assertThatThrownBy(() -> RegistryAuth.of("")).isInstanceOf(IllegalArgumentException.class);
    byte[] tooLong = Cbor.STRICT.write(longest + "x");
    assertThatThrownBy(() -> Cbor.STRICT.read(tooLong, RegistryAuth.class))
        .isInstanceOf(BadDocument.class);
  }
}
