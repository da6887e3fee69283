package io.jswarm.cli.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.cli.FakeDaemon;
import io.jswarm.cli.Ran;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkCommandsTest {
  private static final String PRUNED = "{\"NetworksDeleted\":[\"a\",\"b\"]}";

  private static FakeDaemon daemon() throws IOException {
    return new FakeDaemon().on("POST /networks/prune", 200, PRUNED);
  }

  private static List<String> asked(FakeDaemon daemon) {
    return daemon.calls().stream().map(call -> call.method() + " " + call.path()).toList();
  }

  @Test
  void pruneNamesWhatIsGone() throws IOException {
    try (FakeDaemon daemon = daemon()) {
      Ran ran = Ran.on(daemon, "network", "prune", "-f", "--filter", "label=x");
      assertThat(ran.out()).isEqualTo("Deleted Networks:\na\nb\n");
      assertThat(daemon.calls().getLast().query())
          .containsEntry("filters", "{\"label\":{\"x\":true}}");
    }
  }

  @Test
  void pruneAsksFirst() throws IOException {
    try (FakeDaemon daemon = daemon()) {
      Ran no = Ran.typing("\n", daemon, "network", "prune");
      assertThat(no.out()).contains("no service uses", "[y/N] ");
      assertThat(no.code()).isEqualTo(1);
      assertThat(asked(daemon)).isEmpty();
      Ran yes = Ran.typing("y\n", daemon, "network", "prune");
      assertThat(yes.out()).contains("Deleted Networks:");
    }
  }

  @Test
  void updateAddsSubnets() throws IOException {
    try (FakeDaemon daemon = new FakeDaemon().on("POST /networks/n/update", 200, "")) {
      Ran ran = Ran.on(daemon, "network", "update", "--subnet-add", "10.5.0.0/16", "n");
      assertThat(ran.out()).as(ran.err()).isEqualTo("n\n");
      assertThat(daemon.calls().getLast().body()).hasToString("{\"AddSubnets\":[\"10.5.0.0/16\"]}");
      Ran wrong = Ran.on(daemon, "network", "update", "--subnet-add", "10.5", "n");
      assertThat(wrong.err()).contains("'10.5' is not an IP address");
      assertThat(Ran.on(daemon, "network", "update", "n").err()).contains("give --subnet-add");
    }
  }

  @Test
  void checkShowsWhatIsBrokenAndFails() throws IOException {
    String found =
        """
        {"Tried":2,"EverySeconds":1,"Port":4789,
         "Broken":[{"From":"a","To":"b","State":"mtu","MTU":1450,"Passing":1342,
          "Since":"2026-11-22T11:00:00Z"}],
         "Good":[{"From":"b","To":"a","State":"ok","Since":"2026-11-22T11:00:00Z"}]}
        """;
    try (FakeDaemon daemon =
        new FakeDaemon()
            .on("GET /jswarm/v1/networks/check", 200, found)
            .on("GET /networks", 200, "[{\"Id\":\"n1\",\"Name\":\"backend\"}]")
            .on("GET /nodes/a", 200, "{\"Description\":{\"Hostname\":\"h1\"}}")
            .on("GET /nodes/b", 200, "{\"Description\":{\"Hostname\":\"h2\"}}")) {
      Ran broken = Ran.on(daemon, "network", "check", "backend");
      assertThat(broken.code()).isEqualTo(1);
      assertThat(broken.out())
          .contains(
              "only small packets get through: containers send up to 1450 bytes, 1342 get through")
          .endsWith("1 of 2 ways between nodes are broken; each is tried every second.\n");
      assertThat(daemon.calls().getFirst().query()).containsEntry("network", "backend");
      String format = "{{.Network}} {{.From}} {{.To}} {{.State}}";
      Ran all = Ran.on(daemon, "network", "check", "--all", "--format", format);
      assertThat(all.out()).isEqualTo("* h1 h2 mtu\n* h2 h1 ok\n");
      assertThat(all.code()).isEqualTo(1);
    }
  }

  @Test
  void checkSaysThatAllIsWell() throws IOException {
    Ran ran = check("{\"Tried\":6,\"EverySeconds\":1,\"Port\":4789,\"Broken\":[]}");
    assertThat(ran.out())
        .isEqualTo(
            "All 6 ways between nodes are good, for small packets and for the longest; each is"
                + " tried every second.\n");
    assertThat(ran.code()).isZero();
  }

  @Test
  void checkFailsWhenANodeDoesNotTry() throws IOException {
    Ran ran =
        check(
            "{\"Tried\":0,\"EverySeconds\":1,\"Port\":4789,\"Broken\":[],"
                + "\"Untried\":[{\"Node\":\"a\",\"Why\":\"no tunnels\"}]}");
    assertThat(ran.out()).isEqualTo("h1 does not try the ways to other nodes: no tunnels\n");
    assertThat(ran.code()).isEqualTo(1);
  }

  @Test
  void checkOfOneNodeIsNoFailure() throws IOException {
    Ran ran = check("{\"Tried\":0,\"EverySeconds\":1,\"Port\":4789,\"Broken\":[]}");
    assertThat(ran.out()).isEqualTo("There are no two ready nodes to try the ways between.\n");
    assertThat(ran.code()).isZero();
  }

  private static Ran check(String found) throws IOException {
    try (FakeDaemon daemon =
        new FakeDaemon()
            .on("GET /jswarm/v1/networks/check", 200, found)
            .on("GET /nodes/a", 200, "{\"Description\":{\"Hostname\":\"h1\"}}")
            .on("GET /networks", 200, "[]")) {
      return Ran.on(daemon, "network", "check");
    }
  }
}
