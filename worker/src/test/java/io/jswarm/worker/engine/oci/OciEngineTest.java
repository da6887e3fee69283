package io.jswarm.worker.engine.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.worker.Rootless;
import io.jswarm.worker.engine.Exit;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.engine.Started;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real containers, from start to removal. */
final class OciEngineTest {
  private Lab lab;

  @BeforeAll
  static void needsRoot() {
    Rootless.skipIfSaid();
  }

  @BeforeEach
  void open() throws IOException {
    lab = Lab.open();
  }

  @AfterEach
  void leavesNothingBehind() throws IOException {
    lab.closeAndCheck();
  }

  @Test
  void runsACommandAndTellsItsExitCode() throws InterruptedException {
    String id = lab.engine().prepare(Plans.plan(1, Plans.shell("echo hello; exit 3")));
    Started started = lab.engine().start(id);

    Exit exit = lab.engine().await(id);

    assertThat(started.pid()).isPositive();
    assertThat(exit.code()).isEqualTo(3);
    assertThat(exit.oomKilled()).isFalse();
    assertThat(lab.output(id)).isEqualTo("hello\n");
    assertThat(lab.engine().list())
        .singleElement()
        .satisfies(each -> assertThat(each.state()).isInstanceOf(LocalContainer.Exited.class));
  }
}
