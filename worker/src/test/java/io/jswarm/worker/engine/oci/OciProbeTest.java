package io.jswarm.worker.engine.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.worker.Rootless;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.engine.ProbeResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands run beside a container's first process. Real containers. */
final class OciProbeTest {
  private static final Duration LONG = Duration.ofSeconds(30);

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

  private String running(ContainerSpec spec) throws InterruptedException {
    return lab.running(Plans.plan(1, spec));
  }

  private static ContainerSpec sleeper() {
    return Plans.shell("echo ready; sleep 1000");
  }

  private ProbeResult shell(String id, String script, Duration timeout)
      throws InterruptedException {
    return lab.engine().probe(id, List.of("/bin/sh", "-c", script), timeout);
  }

  @Test
  void givesTheCodeAndWhatWasWrittenToBothStreams() throws InterruptedException {
    String id = running(sleeper());

    ProbeResult result = shell(id, "echo well; echo not so well >&2; exit 3", LONG);

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.output().lines()).containsExactlyInAnyOrder("well", "not so well");
    assertThat(result.end()).isAfterOrEqualTo(result.start());
  }

  @Test
  void runsAsTheContainerDoes() throws InterruptedException {
    ContainerSpec spec =
        Specs.dir(Specs.user(sleeper().withEnv(List.of("WHAT=health")), "app"), "/tmp");
    String id = running(Specs.tty(spec));

    ProbeResult result = shell(id, "id -u; pwd; echo $WHAT; tty", LONG);

    assertThat(result.output().lines()).containsExactly("1234", "/tmp", "health", "not a tty");
  }

  @Test
  void keepsTheBeginningOfWhatIsWritten() throws InterruptedException {
    String id = running(sleeper());

    ProbeResult result = shell(id, "seq 1 100000", LONG);

    assertThat(result.exitCode()).isZero();
    assertThat(result.output()).startsWith("1\n2\n3\n").endsWith("...").hasSize(4096 + 3);
  }

  @Test
  void isKilledAtItsTimeoutWithAllItHasStarted() throws InterruptedException, IOException {
    String id = running(sleeper());

    ProbeResult result =
        shell(id, "echo begun; sleep 777 & sleep 778; true", Duration.ofMillis(700));

    assertThat(result.exitCode()).isEqualTo(ProbeResult.NO_CODE);
    assertThat(result.output()).isEqualTo("Health check exceeded timeout (700ms): begun\n");
    assertThat(commandLines(id)).noneMatch(line -> line.contains("sleep 77"));
  }

  @Test
  void aCommandThatIsNotThereIsAFailureWithAReason() throws InterruptedException {
    String id = running(sleeper());

    ProbeResult result = lab.engine().probe(id, List.of("curl", "localhost"), LONG);

    assertThat(result.isWell()).isFalse();
    assertThat(result.output()).contains("curl").contains("not found");
  }

  @Test
  void aContainerThatDoesNotRunCannotBeProbed() throws InterruptedException {
    String id = Plans.plan(1, Plans.shell("true")).containerId();
    var _ = lab.exit(Plans.plan(1, Plans.shell("true")));

    assertThatThrownBy(() -> lab.engine().probe(id, List.of("true"), LONG))
        .isInstanceOf(EngineException.Failed.class)
        .hasMessageContaining("is not running");
  }

  @Test
  void theNextDaemonProbesToo() throws InterruptedException {
    String id = running(sleeper());
    lab.restart();

    assertThat(shell(id, "echo again", LONG).output()).isEqualTo("again\n");
  }

  /** Of all processes in the container. */
  private static List<String> commandLines(String id) throws IOException {
    try (var all = Files.list(Path.of("/proc"))) {
      return all.filter(each -> each.getFileName().toString().matches("[0-9]+"))
          .filter(each -> text(each.resolve("cgroup")).contains(id))
          .map(each -> text(each.resolve("cmdline")).replace('\0', ' '))
          .toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException gone) {
      return "";
    }
  }
}
