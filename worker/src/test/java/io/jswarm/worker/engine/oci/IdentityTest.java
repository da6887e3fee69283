package io.jswarm.worker.engine.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.worker.engine.EngineException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IdentityTest {
  private static final String PASSWD =
      """
      root:x:0:0:root:/root:/bin/sh
      app:x:100:200::/:/bin/sh
      1001:x:5:6::/:/bin/sh
      broken line
      """;
  private static final String GROUP =
      """
      root:x:0:root
      apps:x:200:
      extra:x:300:other,app
      """;

  @ParameterizedTest
  @CsvSource({
    "'', 0, 0, 0",
    "root, 0, 0, 0",
    "app, 100, 200, 200 300",
    "100, 100, 200, 200 300",
    "app:extra, 100, 300, 300",
    "app:7, 100, 7, 7",
    "777, 777, 0, 0",
    "777:888, 777, 888, 888",
    "1001, 5, 6, 6",
  })
  void namesComeFirstThenNumbers(String user, int uid, int gid, String groups) {
    Identity identity = Identity.of(user, List.of(), PASSWD, GROUP);

    assertThat(identity.uid()).isEqualTo(uid);
    assertThat(identity.gid()).isEqualTo(gid);
    assertThat(identity.groups().stream().map(Object::toString))
        .containsExactly(groups.split(" ", -1));
  }

  @Test
  void furtherGroupsAreAdded() {
    assertThat(Identity.of("app", List.of("root", "55"), PASSWD, GROUP).groups())
        .containsExactly(0, 55, 200, 300);
  }

  @Test
  void whoIsNotThereIsNamed() {
    assertThatThrownBy(() -> Identity.of("nope", List.of(), PASSWD, GROUP))
        .isInstanceOf(EngineException.Rejected.class)
        .hasMessage("unable to find user nope: no matching entries in passwd file");
    assertThatThrownBy(() -> Identity.of("app:nope", List.of(), PASSWD, GROUP))
        .hasMessage("unable to find group nope: no matching entries in group file");
    assertThatThrownBy(() -> Identity.of("4294967296", List.of(), "", ""))
        .hasMessage("uids and gids must be in range 0-2147483647");
  }

  @Test
  void noPasswdMeansNumbersOnly() {
    assertThat(Identity.of("", List.of(), "", "")).isEqualTo(new Identity(0, 0, List.of(0)));
  }
}
