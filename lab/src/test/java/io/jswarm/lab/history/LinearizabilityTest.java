package io.jswarm.lab.history;

import static io.jswarm.lab.history.Story.absent;
import static io.jswarm.lab.history.Story.conflict;
import static io.jswarm.lab.history.Story.done;
import static io.jswarm.lab.history.Story.made;
import static io.jswarm.lab.history.Story.outOfSequence;
import static io.jswarm.lab.history.Story.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LinearizabilityTest {
  @Test
  void anEmptyHistoryIsSound() {
    assertThat(Linearizability.check(List.of())).isEqualTo(new Verdict.Sound(0));
  }

  @Test
  void oneThingAfterTheOtherIsSound() {
    assertSound(
        new Story()
            .seesNothing(0, 1)
            .create(2, 3, "a", made("s1"))
            .create(4, 5, "b", conflict())
            .sees(6, 7, "s1", 10, "a")
            .update(8, 9, "s1", 10, "c", done())
            .update(10, 11, "s1", 10, "d", outOfSequence())
            .sees(12, 13, "s1", 12, "c")
            .remove(14, 15, "s1", done())
            .update(16, 17, "s1", 12, "e", absent())
            .seesNothing(18, 19));
  }

  @Test
  void readsBesideAWriteMayOrMayNotSeeIt() {
    assertSound(
        created()
            .update(10, 100, "s1", 10, "b", done())
            .sees(20, 30, "s1", 10, "a")
            .sees(40, 50, "s1", 11, "b")
            .sees(60, 70, "s1", 11, "b"));
  }

  @Test
  void aReadThatGoesBackInTimeIsBroken() {
    assertBroken(
        created()
            .update(10, 100, "s1", 10, "b", done())
            .sees(20, 30, "s1", 11, "b")
            .sees(40, 50, "s1", 10, "a"));
  }

  @Test
  void aReadThatMissesAnAcknowledgedWriteIsBroken() {
    assertBroken(created().update(10, 11, "s1", 10, "b", done()).sees(12, 13, "s1", 10, "a"));
  }

  @Test
  void anAcknowledgedCreateThatIsGoneIsBroken() {
    assertBroken(new Story().create(0, 1, "a", made("s1")).seesNothing(2, 3));
  }

  @Test
  void anAcknowledgedRemovalThatCameBackIsBroken() {
    assertBroken(created().remove(10, 11, "s1", done()).sees(12, 13, "s1", 10, "a"));
  }

  @Test
  void twoCreatesOfOneNameThatBothSucceedAreBroken() {
    assertBroken(new Story().create(0, 10, "a", made("s1")).create(1, 9, "b", made("s2")));
  }

  @Test
  void twoUpdatesOfOneVersionThatBothSucceedAreBroken() {
    assertBroken(
        created().update(10, 20, "s1", 10, "b", done()).update(11, 19, "s1", 10, "c", done()));
  }

  @Test
  void anUpdateRefusedAsOutOfSequenceNeedsAnotherWrite() {
    assertBroken(created().update(10, 11, "s1", 10, "b", outOfSequence()));
  }

  @Test
  void anUnknownWriteMayHaveHappened() {
    assertSound(created().update(10, 11, "s1", 10, "b", unknown()).sees(12, 13, "s1", 11, "b"));
  }

  @Test
  void anUnknownWriteMayNeverHappen() {
    assertSound(created().update(10, 11, "s1", 10, "b", unknown()).sees(12, 13, "s1", 10, "a"));
  }

  @Test
  void anUnknownWriteMayHappenLongAfterItsClientGaveUp() {
    assertSound(
        created()
            .update(10, 11, "s1", 10, "b", unknown())
            .sees(12, 13, "s1", 10, "a")
            .sees(1_000, 1_001, "s1", 99, "b"));
  }

  @Test
  void anUnknownWriteDoesNotHappenBeforeItWasAsked() {
    assertBroken(created().sees(10, 11, "s1", 11, "b").update(12, 13, "s1", 10, "b", unknown()));
  }

  @Test
  void anUnknownWriteThatWasSeenIsNotUndone() {
    assertBroken(
        created()
            .update(10, 11, "s1", 10, "b", unknown())
            .sees(12, 13, "s1", 11, "b")
            .sees(14, 15, "s1", 10, "a"));
  }

  @Test
  void anUnknownCreateExplainsAConflictAndAnIdThatNobodyWasTold() {
    assertSound(
        new Story()
            .create(0, 1, "a", unknown())
            .create(2, 3, "b", conflict())
            .sees(4, 5, "s1", 10, "a")
            .remove(6, 7, "s1", done())
            .create(8, 9, "c", made("s2")));
  }

  @Test
  void anUnknownCreateExplainsOneConflictOnlyWhileItIsThere() {
    assertBroken(
        new Story()
            .create(0, 1, "a", unknown())
            .sees(2, 3, "s1", 10, "a")
            .remove(4, 5, "s1", done())
            .create(6, 7, "b", conflict()));
  }

  @Test
  void anUnknownRemovalExplainsAServiceThatIsGone() {
    assertSound(
        created()
            .remove(10, 11, "s1", unknown())
            .sees(12, 13, "s1", 10, "a")
            .seesNothing(14, 15)
            .create(16, 17, "b", made("s2")));
  }

  @Test
  void refusalsSayNothing() {
    assertSound(created().asksInVain(10, 11).sees(12, 13, "s1", 10, "a"));
  }

  @Test
  void oneVersionWithTwoLabelsIsBroken() {
    assertBroken(
        created()
            .update(10, 11, "s1", 10, "b", done())
            .sees(12, 13, "s1", 11, "b")
            .sees(12, 13, "s1", 11, "c"));
  }

  @Test
  void aWriteThatWasAppliedTwiceIsBroken() {
    assertBroken(
        created()
            .update(10, 11, "s1", 10, "b", unknown())
            .sees(12, 13, "s1", 11, "b")
            .sees(14, 15, "s1", 12, "b"));
  }

  @Test
  void aVersionThatDoesNotGrowIsBroken() {
    assertBroken(created().update(10, 11, "s1", 10, "b", done()).sees(12, 13, "s1", 9, "b"));
  }

  @Test
  void theExplanationNamesWhatDoesNotFit() {
    Verdict verdict =
        created().update(10, 11, "s1", 10, "b", done()).sees(12, 13, "s1", 10, "a").verdict();
    assertThat(verdict.toString()).contains("service web", "3 of 4", "Held[id=s1, label=b]");
  }

  private static Story created() {
    return new Story().create(0, 1, "a", made("s1")).sees(2, 3, "s1", 10, "a");
  }

  private static void assertSound(Story story) {
    assertThat(story.verdict()).isInstanceOf(Verdict.Sound.class);
  }

  private static void assertBroken(Story story) {
    assertThat(story.verdict()).isInstanceOf(Verdict.Broken.class);
  }
}
