package io.jswarm.lab.sidebyside.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.sidebyside.verdict.KnownDifference.Kind;
import io.jswarm.lab.sidebyside.verdict.Verdict.Play;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final Play SAME = play("same", Entry.said("ls", "web"), Entry.said("ls", "web"));
  private static final Play OTHER =
      play("other", Entry.said("docker rm", "no!"), Entry.said("docker rm", "never!"));
  private static final KnownDifference KNOWN =
      new KnownDifference(Kind.INTENDED, "other", "rm", "no", "never", "We are polite.");

  @Test
  void whatIsTheSameIsGood() {
    var verdict = new Verdict(List.of(SAME), List.of());
    assertThat(verdict.isGood()).isTrue();
    assertThat(verdict.same()).isEqualTo(1);
  }

  @Test
  void anUnknownDifferenceFailsTheRun() {
    var verdict = new Verdict(List.of(SAME, OTHER), List.of());
    assertThat(verdict.isGood()).isFalse();
    assertThat(verdict.unknown())
        .containsExactly(new Difference("other", "docker rm", "no!", "never!"));
  }

  @Test
  void aKnownDifferencePasses() {
    var verdict = new Verdict(List.of(SAME, OTHER), List.of(KNOWN));
    assertThat(verdict.isGood()).isTrue();
    assertThat(verdict.count(Kind.INTENDED)).isEqualTo(1);
    assertThat(verdict.count(Kind.OPEN)).isZero();
  }

  @Test
  void aKnownDifferenceThatSaysSomethingElseIsUnknown() {
    for (KnownDifference almost :
        List.of(
            new KnownDifference(Kind.INTENDED, "same", "rm", "no", "never", ""),
            new KnownDifference(Kind.INTENDED, "other", "ls", "no", "never", ""),
            new KnownDifference(Kind.INTENDED, "other", "rm", "yes", "never", ""),
            new KnownDifference(Kind.INTENDED, "other", "rm", "no", "always", ""))) {
      assertThat(new Verdict(List.of(OTHER), List.of(almost)).unknown())
          .as("%s", almost)
          .hasSize(1);
    }
  }

  @Test
  void aKnownDifferenceThatIsGoneFailsTheRun() {
    var known = new KnownDifference(Kind.INTENDED, "same", "ls", "web", "", "");
    var verdict = new Verdict(List.of(SAME), List.of(known));
    assertThat(verdict.gone()).containsExactly(known);
    assertThat(verdict.isGood()).isFalse();
  }

  @Test
  void whatWasNotPlayedIsNotMissed() {
    assertThat(new Verdict(List.of(SAME), List.of(KNOWN)).isGood()).isTrue();
  }

  @Test
  void whatComesToNeitherProvesNothing() {
    Play hopeless =
        play("long", Entry.missed("until noon", "did not"), Entry.missed("until noon", "did not"));
    var verdict = new Verdict(List.of(hopeless), List.of());
    assertThat(verdict.hopeless()).containsExactly("long: until noon");
    assertThat(verdict.isGood()).isFalse();
  }

  @Test
  void whatComesToOneOnlyIsADifference() {
    Play slow = play("long", Entry.missed("until noon", "did not"), Entry.said("until noon", ""));
    var verdict = new Verdict(List.of(slow), List.of());
    assertThat(verdict.hopeless()).isEmpty();
    assertThat(verdict.unknown()).hasSize(1);
  }

  @Test
  void thePageHasBothTextsAndTheReason() {
    String page =
        Page.of(new Verdict(List.of(SAME, OTHER), List.of(KNOWN)), List.of("on a Monday"));
    assertThat(page)
        .contains("- on a Monday\n")
        .contains(
            "2 scenarios: 1 the same in every step; differences: 1 intended, 0 open, 0 unknown")
        .contains("## Group\n")
        .contains("| same | 1 | same |\n")
        .contains("| other | 1 | differs: intended |\n")
        .contains("### other, intended\n\n`docker rm`\n\nWe are polite.\n")
        .contains("ours:\n```\nno!\n```\n")
        .contains("Docker's:\n```\nnever!\n```\n");
  }

  private static Play play(String name, Entry ours, Entry dockers) {
    return new Play("group", name, List.of(ours), List.of(dockers));
  }
}
