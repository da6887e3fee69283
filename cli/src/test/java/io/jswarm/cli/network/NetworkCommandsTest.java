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
    String paths =
        """
        [{"NetworkID":"n1","From":"a","To":"b","State":"mtu","Since":"2026-11-22T11:00:00Z"},
         {"From":"b","To":"a","State":"ok","RttMicros":215,"Since":"2026-11-22T11:00:00Z"}]
        """;
    try (FakeDaemon daemon =
        new FakeDaemon()
            .on("GET /jswarm/v1/networks/check", 200, paths)
            .on("GET /networks", 200, "[{\"Id\":\"n1\",\"Name\":\"backend\"}]")
            .on("GET /nodes/a", 200, "{\"Description\":{\"Hostname\":\"h1\"}}")
            .on("GET /nodes/b", 200, "{\"Description\":{\"Hostname\":\"h2\"}}")) {
      String format = "{{.Network}} {{.From}} {{.To}} {{.State}} {{.RTT}}";
      Ran broken = Ran.on(daemon, "network", "check", "backend", "--format", format);
      assertThat(broken.out()).isEqualTo("backend h1 h2 mtu \n");
      assertThat(broken.code()).isEqualTo(1);
      assertThat(daemon.calls().getFirst().query()).containsEntry("network", "backend");
      Ran all = Ran.on(daemon, "network", "check", "--all", "--format", format);
      assertThat(all.out()).isEqualTo("backend h1 h2 mtu \n* h2 h1 ok 0.215 ms\n");
    }
  }

  @Test
  void checkSaysThatAllIsWell() throws IOException {
    String good = "[{\"From\":\"b\",\"To\":\"a\",\"State\":\"ok\"}]";
    try (FakeDaemon daemon =
        new FakeDaemon()
            .on("GET /jswarm/v1/networks/check", 200, good)
            .on("GET /networks", 200, "[]")) {
      Ran ran = Ran.on(daemon, "network", "check");
      assertThat(ran.out()).isEqualTo("All 1 ways between nodes are good.\n");
      assertThat(ran.code()).isZero();
    }
  }
}
