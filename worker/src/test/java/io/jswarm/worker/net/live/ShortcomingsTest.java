package io.jswarm.worker.net.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShortcomingsTest {
  private final Shortcomings shortcomings = new Shortcomings();

  @Test
  void whatFailsForAMomentIsNotTold() {
    for (int time = 0; time < 3; time++) {
      assertThat(shortcomings.after(Map.of("link x", new IOException("busy")))).isEmpty();
    }
    assertThat(shortcomings.after(Map.of())).isEmpty();
    assertThat(shortcomings.after(Map.of("link x", new IOException("busy")))).isEmpty();
  }

  @Test
  void whatKeepsFailingIsToldUntilItWorks() {
    assertThat(persistently(Map.of("b", new IOException("second"), "a", new IOException("first"))))
        .isEqualTo("networks do not work fully on this node: first (and 1 more)");
    assertThat(shortcomings.after(Map.of())).isEmpty();
  }

  @Test
  void aKernelWithoutVxlanIsToldInWordsThatHelp() {
    IOException missing = new IOException("cannot make jsw0: operation not supported");
    assertThat(persistently(Map.of("link jsw0", missing, "route 10.0.0.0/8", missing)))
        .startsWith("networks do not work fully on this node: cannot make jsw0")
        .contains("the kernel needs VXLAN");
  }

  @Test
  void aKernelWithoutTheEgressHookIsToldInWordsThatHelp() {
    IOException refused = new IOException("packet rules refused");
    assertThat(persistently(Map.of(Shortcomings.EGRESS, refused))).contains("Linux 5.16");
  }

  private String persistently(Map<String, IOException> failures) {
    String told = "";
    for (int time = 0; time < 6; time++) {
      told = shortcomings.after(failures);
    }
    return told;
  }
}
