package io.jswarm.lab.sidebyside.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NormaliserTest {
  @Test
  void idsHaveNoNamesOfTheirOwn() {
    assertThat(normal("node l22r4ra473fjeq5uwzj4d3yiz is not down"))
        .isEqualTo("node <id> is not down");
    assertThat(normal("web.1.l22r4ra473fjeq5uwzj4d3yiz@jsw-h1 | one"))
        .isEqualTo("web.1.<id>@jsw-h1 | one");
    assertThat(normal("l22r4ra473fj web")).isEqualTo("<id> web");
    assertThat(normal("lbbraraadzfj web")).as("letters only").isEqualTo("<id> web");
    assertThat(normal("sha256:" + "0a".repeat(32))).isEqualTo("<digest>");
    assertThat(normal("0a".repeat(32))).isEqualTo("<container>");
  }

  @Test
  void wordsOfTheSameLengthStay() {
    assertThat(normal("the architecture")).isEqualTo("the architecture");
    assertThat(normal("all 123456789012")).isEqualTo("all 123456789012");
    assertThat(normal("jsw-h1 10.98.0.1:2377")).isEqualTo("jsw-h1 10.98.0.1:2377");
  }

  @Test
  void timesAndAgesAreNotCompared() {
    assertThat(normal("2026-11-23T00:11:55.123456789Z")).isEqualTo("<time>");
    assertThat(normal("at 2026-11-23 00:11:55.1 +0000 utc")).isEqualTo("at <time>");
    assertThat(normal("Running 12 seconds ago")).isEqualTo("Running <age>");
    assertThat(normal("Running less than a second ago")).isEqualTo("Running <age>");
    assertThat(normal("Complete About a minute ago")).isEqualTo("Complete <age>");
    assertThat(normal("grace period 12 seconds")).isEqualTo("grace period 12 seconds");
  }

  @Test
  void addressesAndChosenPortsAreNotCompared() {
    assertThat(normal("10.0.1.7/24 172.18.0.1")).isEqualTo("<address>/24 <address>");
    assertThat(normal("*:30001->80/tcp *:8080->81/tcp"))
        .isEqualTo("*:<port>->80/tcp *:8080->81/tcp");
  }

  @Test
  void theWidthOfAColumnIsNotCompared() {
    assertThat(normal("ID     NAME   \nx      web\t y \n\n")).isEqualTo("ID NAME\nx web y");
  }

  @Test
  void progressIsNotComparedButItsEndIs() {
    assertThat(
            normal(
                """
                overall progress: 1 out of 2 tasks
                1/2: running
                l22r4ra473fj: running
                verify: Waiting 1 seconds to verify that tasks are stable...
                verify: Service converged
                """))
        .isEqualTo("verify: Service converged");
  }

  @Test
  void theFolderOfALabIsTheSameEverywhere() {
    assertThat(normal("open /var/tmp/jsw-x/cli/file: no such file"))
        .isEqualTo("open <lab>/cli/file: no such file");
  }

  private static String normal(String text) {
    return Normaliser.normal(text, "/var/tmp/jsw-x");
  }
}
