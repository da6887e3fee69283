package io.jswarm.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnlockKeyTest {
  private final UnlockKey key = UnlockKey.mint(new SplittableRandom(1));

  @Test
  void aMintedKeyHasSwarmsFormAndReadsBack() throws Exception {
    assertThat(key.text()).matches("SWMKEY-1-[A-Za-z0-9+/]{43}");
    assertThat(UnlockKey.parse(key.text()).matches(key)).isTrue();
    assertThat(key.matches(UnlockKey.mint(new SplittableRandom(2)))).isFalse();
    assertThat(key.toString()).isEqualTo("SWMKEY-1-(secret)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SWMKEY-1-", "SWMKEY-1-????", "SWMKEY-2-AAAA", "SWMKEY-1-AAAA"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> UnlockKey.parse(text)).hasMessageStartingWith("invalid unlock key");
  }
}
