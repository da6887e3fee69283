package io.jswarm.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JoinTokenTest {
  private static final CaDigest DIGEST = CaDigest.ofPem("a root");
  private final JoinToken worker = JoinToken.mint(DIGEST, new SplittableRandom(1));
  private final JoinToken manager = JoinToken.mint(DIGEST, new SplittableRandom(2));

  @Test
  void aMintedTokenHasSwarmsFormAndReadsBack() throws Exception {
    assertThat(worker.text()).matches("SWMTKN-1-[0-9a-z]{50}-[0-9a-z]{25}");
    assertThat(JoinToken.parse(" " + worker.text() + "\n")).isEqualTo(worker);
  }

  @Test
  void aDigestOfManyLeadingZerosKeepsItsWidth() throws Exception {
    CaDigest small = new CaDigest("0".repeat(62) + "1f");
    JoinToken token = JoinToken.mint(small, new SplittableRandom(3));

    assertThat(token.text()).startsWith("SWMTKN-1-" + "0".repeat(49) + "v-");
    assertThat(JoinToken.parse(token.text()).rootDigest()).isEqualTo(small);
  }

  @Test
  void theLargestDigestFits() throws Exception {
    CaDigest largest = new CaDigest("f".repeat(64));

    assertThat(JoinToken.parse(JoinToken.mint(largest, new SplittableRandom(4)).text()))
        .extracting(JoinToken::rootDigest)
        .isEqualTo(largest);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | must start with SWMTKN-1-",
        "hello | must start with SWMTKN-1-",
        "SWMTKN | must have the form",
        "SWMTKN-1-abc | must have the form",
        "SWMTKN-3-a-b | must have the form",
        "SWMTKN-1-a-b-c | must have the form",
        "SWMTKN-2-0-a-b | FIPS",
        "SWMTKN-1-abc-def | digest part must have 50 characters, this one has 3",
        "SWMTKN-1-49nj1cmql0jkz5s954yi3oex3nedyz0fb0xx14ie39trti4wxv-8vxv8rssmk743 "
            + "| secret part must have 25 characters, this one has 13",
        "SWMTKN-1-49NJ1cmql0jkz5s954yi3oex3nedyz0fb0xx14ie39trti4wxv-8vxv8rssmk743ojnwacrr2e7c "
            + "| digest part may hold lower-case letters and digits only",
        "SWMTKN-1-zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz-8vxv8rssmk743ojnwacrr2e7c "
            + "| not a SHA-256 digest",
      })
  void aMalformedTokenSaysWhichPartIsWrong(String text, String detail) {
    assertThatThrownBy(() -> JoinToken.parse(text))
        .isInstanceOf(PkiException.class)
        .hasMessageStartingWith("invalid join token")
        .hasMessageContaining(detail);
  }

  @Test
  void theTokenInDockersManualIsRead() throws Exception {
    String text =
        "SWMTKN-1-49nj1cmql0jkz5s954yi3oex3nedyz0fb0xx14ie39trti4wxv-8vxv8rssmk743ojnwacrr2e7c";

    assertThat(JoinToken.parse(text).text()).isEqualTo(text);
  }

  @Test
  void theSecretDecidesTheRole() {
    JoinToken rotatedAway = JoinToken.mint(DIGEST, new SplittableRandom(9));
    JoinToken otherRoot = new JoinToken(CaDigest.ofPem("another root"), manager.secret());

    assertThat(worker.roleAmong(worker, manager)).contains(CertificateRole.WORKER);
    assertThat(manager.roleAmong(worker, manager)).contains(CertificateRole.MANAGER);
    assertThat(rotatedAway.roleAmong(worker, manager)).isEmpty();
    assertThat(otherRoot.roleAmong(worker, manager)).isEmpty();
  }

  @Test
  void printingATokenHidesItsSecret() {
    assertThat(worker.toString()).doesNotContain(worker.secret());
  }
}
