package io.jswarm.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.wire.Call;
import io.jswarm.lab.wire.HttpConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  @TempDir Path folder;

  @Test
  void countsWhatTheDaemonGrantedAndKeepsItsConnections() throws Exception {
    var requests = new AtomicInteger();
    try (var daemon =
        daemon(line -> {
          requests.incrementAndGet();
          return CannedDaemon.sized(200, "[]");
        })) {
      LoadReport report = new Load(plan(Operation.TASKS, 4)).run();
      assertThat(report.succeeded()).isPositive().isEqualTo(requests.get());
      assertThat(report.failed()).isZero();
      // A client that the machine kept waiting for all of the time has not connected.
      assertThat(daemon.connections()).isBetween(1, 4).isLessThan(requests.get());
    }
  }

  @Test
  void countsRefusalsByKindWhateverNamesTheySay() throws Exception {
    var next = new AtomicInteger();
    try (var _ =
        daemon(line ->
            CannedDaemon.sized(
                503, "{\"message\":\"no leader in term %d\"}".formatted(next.incrementAndGet())))) {
      LoadReport report = new Load(plan(Operation.NODES, 2)).run();
      assertThat(report.succeeded()).isZero();
      assertThat(report.errors())
          .containsExactly(Map.entry("503 no leader in term #", report.failed()));
    }
  }

  @Test
  void removesWhatItCreated() throws Exception {
    Set<String> services = ConcurrentHashMap.newKeySet();
    var next = new AtomicInteger();
    try (var _ =
        daemon(line -> {
          if (line.startsWith("POST")) {
            services.add("id" + next.incrementAndGet());
            return CannedDaemon.sized(201, "{}");
          }
          if (line.startsWith("DELETE")) {
            services.remove(line.split(" ", 3)[1].substring("/v1.41/services/".length()));
            return CannedDaemon.sized(200, "");
          }
          String list =
              services.stream()
                  .map("{\"ID\":\"%s\"}"::formatted)
                  .collect(Collectors.joining(",", "[", "]"));
          return CannedDaemon.sized(200, list);
        })) {
      LoadReport report = new Load(plan(Operation.CREATE, 8)).run();
      assertThat(report.succeeded()).isPositive().isEqualTo(next.get());
      assertThat(services).isEmpty();
    }
  }

  @Test
  void aDaemonThatIsGoneIsAnErrorAndNoHang() throws Exception {
    LoadReport report = new Load(plan(Operation.TASKS, 2)).run();
    assertThat(report.succeeded()).isZero();
    assertThat(report.failed()).isPositive();
  }

  @Test
  void readsChunkedAnswersAndTheNextOneAfterThem() throws Exception {
    try (var _ =
            daemon(line ->
                line.contains("chunked")
                    ? "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"
                    : CannedDaemon.sized(404, "{\"message\":\"gone\"}"));
        var connection = HttpConnection.open(socket())) {
      assertThat(connection.exchange(Call.get("/chunked")).text()).isEqualTo("abcde");
      assertThat(connection.exchange(Call.get("/other")).message()).isEqualTo("gone");
      assertThat(connection.isUsable()).isTrue();
    }
  }

  @Test
  void aConnectionTheDaemonClosesIsNotUsedAgain() throws Exception {
    try (var _ = daemon(line -> "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nto the end");
        var connection = HttpConnection.open(socket())) {
      assertThat(connection.exchange(Call.get("/")).text()).isEqualTo("to the end");
      assertThat(connection.isUsable()).isFalse();
    }
  }

  private LoadPlan plan(Operation operation, int clients) {
    return new LoadPlan(socket(), operation, clients, Duration.ZERO, SHORT);
  }

  private Path socket() {
    return folder.resolve("daemon.sock");
  }

  private CannedDaemon daemon(Function<String, String> answers) throws IOException {
    return new CannedDaemon(socket(), answers);
  }
}
