package io.jswarm.cli.service.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.cli.FakeDaemon;
import io.jswarm.cli.command.CommandException;
import io.jswarm.cli.http.DaemonAddress;
import io.jswarm.cli.http.EngineClient;
import io.jswarm.cli.http.TlsFiles;
import io.jswarm.cli.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The loop under virtual time. */
class WaitingTest {
  private static final String SERVICE =
      "{\"ID\":\"s1\",\"Spec\":{\"Name\":\"web\",\"Mode\":{\"Replicated\":{\"Replicas\":1}}}}";
  private static final String NODES = "[{\"ID\":\"n1\",\"Status\":{\"State\":\"ready\"}}]";
  private static final String NO_LEADER = "{\"message\":\"the swarm has no leader\"}";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final VirtualPace pace = new VirtualPace();

  private static final class VirtualPace implements Pace {
    private long now;

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public void pause(Duration time) {
      now += time.toNanos();
    }
  }

  private static String tasks(String state) {
    return "[{\"Slot\":1,\"NodeID\":\"n1\",\"DesiredState\":\"running\",\"Status\":{\"State\":\""
        + state
        + "\"}}]";
  }

  private void await(FakeDaemon daemon, Duration timeout) throws IOException {
    try (EngineClient client =
        new EngineClient(DaemonAddress.parse(daemon.host(), TlsFiles.PLAIN))) {
      Screen screen = new Screen.Plain(new PrintStream(out, true, StandardCharsets.UTF_8));
      new Waiting(client, screen, pace, timeout.toNanos())
          .until("s1", new Convergence(Convergence.Wanted.CHANGE, new JsonObject()));
    }
  }

  @Test
  void printsEachChangeOnce() throws IOException {
    try (FakeDaemon daemon =
        new FakeDaemon()
            .on("GET /services/s1", 200, SERVICE)
            .on("GET /nodes", 200, NODES)
            .on("GET /tasks", 200, tasks("preparing"))
            .on("GET /tasks", 200, tasks("preparing"))
            .on("GET /tasks", 200, tasks("running"))) {
      await(daemon, Duration.ZERO);
      assertThat(out.toString(StandardCharsets.UTF_8).lines())
          .startsWith(
              "overall progress: 0 out of 1 tasks",
              "1/1: preparing",
              "overall progress: 1 out of 1 tasks",
              "1/1: running",
              "verify: Waiting 5 seconds to verify that tasks are stable...")
          .endsWith("verify: Service s1 converged")
          .doesNotHaveDuplicates();
      assertThat(Duration.ofNanos(pace.now))
          .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
      assertThat(daemon.calls().get(1).query().get("filters"))
          .isEqualTo("{\"service\":{\"s1\":true},\"_up-to-date\":{\"true\":true}}");
    }
  }

  @Test
  void aTaskThatFailsOverAndOverIsSaidOnce() {
    Screen plain = new Screen.Plain(new PrintStream(out, true, StandardCharsets.UTF_8));
    for (int i = 0; i < 3; i++) {
      plain.show(List.of(Line.task("1/1", "preparing", 6, 9)));
      plain.show(List.of(Line.error("1/1", "no such image")));
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("1/1: preparing\n1/1: no such image\n");
  }

  @Test
  void givesUpAfterTheTimeout() throws IOException {
    try (FakeDaemon daemon =
        new FakeDaemon()
            .on("GET /services/s1", 200, SERVICE)
            .on("GET /nodes", 200, NODES)
            .on("GET /tasks", 200, tasks("pending"))) {
      assertThatThrownBy(() -> await(daemon, Duration.ofSeconds(30)))
          .isInstanceOf(CommandException.class)
          .hasMessage(
              "service web has not converged after 30s (0 out of 1 tasks); the change goes on,"
                  + " see 'jswarm service ps web'");
    }
  }

  @Test
  void livesThroughAMissingLeaderButNotForever() throws IOException {
    try (FakeDaemon daemon =
        new FakeDaemon()
            .on("GET /services/s1", 503, NO_LEADER)
            .on("GET /services/s1", 503, NO_LEADER)
            .on("GET /services/s1", 200, SERVICE)
            .on("GET /nodes", 200, NODES)
            .on("GET /tasks", 200, tasks("running"))) {
      await(daemon, Duration.ZERO);
    }
    try (FakeDaemon daemon = new FakeDaemon().on("GET /services/s1", 503, NO_LEADER)) {
      assertThatThrownBy(() -> await(daemon, Duration.ZERO)).hasMessage("the swarm has no leader");
    }
  }

  @Test
  void aServiceThatIsRemovedWillNotConverge() throws IOException {
    try (FakeDaemon daemon =
        new FakeDaemon().on("GET /services/s1", 404, "{\"message\":\"service s1 not found\"}")) {
      assertThatThrownBy(() -> await(daemon, Duration.ZERO))
          .hasMessage("service s1 was removed while waiting for it");
    }
  }

  @Test
  void aTerminalIsRedrawnInPlace() {
    Screen live = new Screen.Live(new PrintStream(out, true, StandardCharsets.UTF_8));
    live.show(List.of(Line.task("1/1", "starting", 8, 9)));
    live.show(List.of(Line.task("1/1", "running", 9, 9)));
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(text).contains("1/1: starting  [==================================>     ]");
    assertThat(text)
        .contains("\u001b[1A", "1/1: running   [=======================================>]");
  }
}
