package io.jswarm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Standard output is Docker's, to the blank, for what it was recorded to print. */
class RecordedOutputsTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          swarm-join-token-worker-q, swarm join-token -q worker
          swarm-join-token-manager,  swarm join-token manager
          swarm-init,                init --advertise-addr 10.98.0.1
          swarm-join-worker,         join --token t 10.98.0.1:2377
          swarm-join-token-rotate,   swarm join-token --rotate worker
          swarm-update,              swarm update --task-history-limit 10
          swarm-ca,                  swarm ca
          node-ls,                   node ls
          node-ls-filter,            node ls --filter role=worker -q
          node-inspect,              node inspect sw-h2
          node-inspect-self-pretty,  node inspect --pretty self
          node-inspect-missing,      node inspect nope
          node-promote,              node promote sw-h2
          node-demote,               node demote sw-h2
          node-demote-last,          node demote sw-h1
          node-rm-not-down,          node rm sw-h3
          node-rm,                   node rm sw-h3
          node-rm-missing,           node rm nope
          network-ls,                network ls
          network-inspect,           network inspect net1
          network-inspect-v,         network inspect -v net1
          network-create-overlay,    network create -d overlay net1
          network-create-dup,        network create -d overlay net1
          secret-inspect,            secret inspect s1
          secret-inspect-pretty,     secret inspect --pretty s1
          secret-rm,                 secret rm s1
          secret-rm-in-use,          secret rm s1
          secret-rm-missing,         secret rm s1
          config-inspect,            config inspect c1
          config-inspect-pretty,     config inspect --pretty c1
          config-rm,                 config rm c1
          service-create-min,        service create -d --name min busybox:latest sleep 100000
          service-create-dup,        service create -d --no-resolve-image --name web busybox:latest
          service-create-badnet,     service create -d --no-resolve-image --network nope busybox
          service-create-badsecret,  service create -d --no-resolve-image --secret nope busybox
          service-ls,                service ls
          service-ls-filter,         service ls -f name=web -f mode=replicated
          service-inspect,           service inspect full
          service-inspect-pretty,    service inspect --pretty full
          service-inspect-missing,   service inspect nope
          service-logs,              logs --tail 5 web
          service-logs-raw-ts,       service logs --raw -t web
          service-scale-multi-d,     service scale -d web=2 min=2
          service-scale-global,      service scale glob=2
          service-rm,                service rm web min full glob job gjob x5
          service-rm-missing,        service rm nope
          swarm-leave-worker,        leave
          """)
  void isDockers(String name, String words) throws IOException {
    compare(name, Ran.NOW, words);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          service-ps,          2026-11-22T00:23:55.600Z, service ps web
          service-ps-nofilter, 2026-11-22T00:23:55.900Z, service ps --no-trunc full glob job x5
          node-ps,             2026-11-22T00:24:22.100Z, node ps sw-h2
          node-ps-self,        2026-11-22T00:24:22.300Z, node ps
          container-ls,        2026-11-22T00:24:22.500Z, container ls
          """)
  void tellsAgesAsDockerDoes(String name, Instant now, String words) throws IOException {
    compare(name, now, words);
  }

  private static void compare(String name, Instant now, String words) throws IOException {
    Recording recording = Recording.of(name);
    try (FakeDaemon daemon = new FakeDaemon().play(recording.json())) {
      Ran ran = Ran.at(now, "", daemon.host(), words.split(" "));
      assertThat(ran.out()).isEqualTo(expected(recording.stdout()));
      assertThat(ran.code()).as(ran.err()).isEqualTo(recording.exitCode());
      if (recording.exitCode() != 0) {
        assertThat(ran.err().lines()).hasSize(1).allMatch(line -> line.startsWith("jswarm: "));
      }
    }
  }

  /** Two things differ by intent: the command's name, and blanks and escapes later CLIs dropped. */
  private static String expected(String stdout) {
    return stdout
        .replace("docker swarm", "jswarm swarm")
        .replace("instructions.\n\n", "instructions.\n")
        .replace("\\u0026", "&");
  }

  @Test
  void aTemplateOfAListSeesItsColumns() throws IOException {
    Recording recording = Recording.of("service-ls");
    try (FakeDaemon daemon = new FakeDaemon().play(recording.json())) {
      Ran ran = Ran.on(daemon, "service", "ls", "--format", "{{.Name}} {{.Replicas}}");
      assertThat(ran.out().lines().limit(2))
          .isEqualTo(List.of("full 0/1 (max 3 per node)", "gjob 0/0 (3/3 completed)"));
      Ran table = Ran.on(daemon, "service", "ls", "--format", "table {{.Name}}\\t{{.Mode}}");
      assertThat(table.out()).startsWith("NAME      MODE\nfull      replicated\n");
      Ran json = Ran.on(daemon, "service", "ls", "--format", "json");
      assertThat(json.out())
          .startsWith(
              "{\"ID\":\"ve95dexnbwb6\",\"Image\":\"busybox:latest\",\"Mode\":\"replicated\"");
      Ran typo = Ran.on(daemon, "service", "ls", "--format", "{{.Nmae}}");
      assertThat(typo.code()).isEqualTo(1);
      assertThat(typo.err()).contains("there is no field .Nmae", ".Name");
    }
  }

  @Test
  void timingsShowWhereTheTimeOfAStartWent() throws IOException {
    String services = "[{\"ID\":\"s1\",\"Spec\":{\"Name\":\"web\"}}]";
    String timed =
        """
        [{"ID":"t1","ServiceID":"s1","Slot":1,"NodeID":"n1","CreatedAt":"2026-11-22T12:00:00.000Z",
          "Status":{"State":"running","Timings":{"Accepted":"2026-11-22T12:00:00.014Z",
            "Preparing":1,"Ready":120,"Starting":121,"Running":150,"Mount":2,"Create":95}}},
         {"ID":"t2","ServiceID":"s1","Slot":2,"NodeID":"n1","CreatedAt":"2026-11-22T12:00:00.000Z",
          "Status":{"State":"preparing"}}]
        """;
    try (FakeDaemon daemon =
        new FakeDaemon()
            .on("GET /services", 200, services)
            .on("GET /nodes", 200, "[]")
            .on("GET /tasks", 200, timed)) {
      Ran ran = Ran.on(daemon, "service", "ps", "--no-resolve", "--timings", "web");
      assertThat(ran.out().lines().map(line -> String.join(" ", line.strip().split(" +"))))
          .containsExactly(
              "ID NAME NODE ACCEPTED PREPARING READY STARTING RUNNING MOUNT BUNDLE CREATE START",
              "t1 s1.1 n1 +14 1 120 121 150 2 0 95 0",
              "t2 s1.2 n1");
      assertThat(daemon.calls().getLast().query()).containsEntry("timings", "1");
    }
  }

  @Test
  void severalThingsAreDoneThoughOneFails() throws IOException {
    try (FakeDaemon daemon =
        new FakeDaemon()
            .on("DELETE /services/a", 200, "")
            .on("DELETE /services/b", 404, "{\"message\":\"service b not found\"}")
            .on("DELETE /services/c", 200, "")) {
      Ran ran = Ran.on(daemon, "service", "rm", "a", "b", "c");
      assertThat(ran.out()).isEqualTo("a\nc\n");
      assertThat(ran.err()).isEqualTo("jswarm: service b not found\n");
      assertThat(ran.code()).isEqualTo(1);
    }
  }
}
