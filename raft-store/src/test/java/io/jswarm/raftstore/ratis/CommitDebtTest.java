package io.jswarm.raftstore.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitDebtTest {
  private final CommitDebt debt = new CommitDebt();

  @Test
  void nothingIsDueBeforeSomebodyAsks() {
    assertThat(debt.isDue(CommitDebt.Way.CLEAR)).isFalse();
  }

  @Test
  void isDueOnlyWhenAHeartbeatWouldTell() {
    assertThat(debt.ask(7)).isTrue();
    assertThat(debt.isDue(CommitDebt.Way.ENTRIES_TO_SEND)).as("entries bring it").isFalse();
    assertThat(debt.isDue(CommitDebt.Way.ENTRIES_UNDER_WAY)).as("an entry is under way").isFalse();
    assertThat(debt.isDue(CommitDebt.Way.CLEAR)).isTrue();
  }

  @Test
  void aHeartbeatThatToldOfNothingLeavesItDue() {
    debt.ask(7);
    debt.paid(0);
    assertThat(debt.isDue(CommitDebt.Way.CLEAR)).isTrue();
  }

  @Test
  void whoAsksWhileAMessageIsMadeIsNotForgotten() {
    debt.ask(7);
    long inTheMessage = debt.asked();
    debt.ask(8);
    debt.paid(inTheMessage);
    assertThat(debt.isDue(CommitDebt.Way.CLEAR)).isTrue();
    debt.paid(8);
    assertThat(debt.isDue(CommitDebt.Way.CLEAR)).isFalse();
  }

  @Test
  void askingForLessOrTheSameIsNoNews() {
    assertThat(debt.ask(7)).isTrue();
    assertThat(debt.ask(7)).isFalse();
    assertThat(debt.ask(6)).isFalse();
    assertThat(debt.asked()).isEqualTo(7);
  }

  @Test
  void whatEntriesToldIsNotToldAgain() {
    debt.paid(9);
    debt.ask(7);
    assertThat(debt.isDue(CommitDebt.Way.CLEAR)).isFalse();
  }
}
