package io.jswarm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JswarmTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          servcie ls | 'jswarm servcie' is not a command; did you mean 'jswarm service'? (see 'jswarm --help')
          service lss | 'jswarm service lss' is not a command; did you mean 'jswarm service ls'? (see 'jswarm --help')
          context ls | 'jswarm context' is not in this version
          stack deploy | 'jswarm stack' is not in this version
          service ls x | 'jswarm service ls' takes no arguments (1 given); see 'jswarm service ls --help'
          service rm | 'jswarm service rm' takes SERVICE [SERVICE...] (0 given); see 'jswarm service rm --help'
          node ls --fliter x=y | unknown flag --fliter; did you mean --filter? (see 'jswarm node ls --help')
          node ls --filter x | filter 'x' is not KEY=VALUE
          -H ftp://x node ls | host 'ftp://x' is neither unix:///PATH nor tcp://HOST:PORT
          --context c node ls | contexts are not in this version; name the daemon with -H or JSWARM_HOST
          swarm join-token boss | unknown role boss; it is worker or manager
          """)
  void wrongUsageEndsWith125AndOneLine(String line, String message) {
    Ran ran = Ran.alone(line.split(" "));
    assertThat(ran.err()).isEqualTo("jswarm: " + message + "\n");
    assertThat(ran.code()).isEqualTo(125);
    assertThat(ran.out()).isEmpty();
  }

  static List<String> commands() {
    return CommandTable.NAMES;
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandExplainsItself(String name) {
    List<String> words = new ArrayList<>(List.of(name.split(" ")));
    words.add("--help");
    Ran ran = Ran.alone(words.toArray(String[]::new));
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).startsWith("Usage: jswarm " + name).contains(".\n");
  }

  @Test
  void helpListsEveryCommand() {
    Ran ran = Ran.alone("--help");
    assertThat(ran.code()).isZero();
    for (String name : CommandTable.NAMES) {
      assertThat(ran.out()).contains("\n  " + name + " ");
    }
    assertThat(Ran.alone("help", "service", "ls").out()).startsWith("Usage: jswarm service ls");
    assertThat(Ran.alone("service").code()).isEqualTo(125);
    assertThat(Ran.alone("service", "--help").out()).contains("service rollback");
  }

  @Test
  void otherNamesOfVerbsWork() throws IOException {
    try (FakeDaemon daemon =
        new FakeDaemon().on("GET /services", 200, "[]").on("DELETE /services/x", 200, "")) {
      assertThat(Ran.on(daemon, "service", "list", "-q").code()).isZero();
      assertThat(Ran.on(daemon, "service", "remove", "x").out()).isEqualTo("x\n");
    }
  }

  @Test
  void aStackTraceIsShownOnlyWhenAskedFor() {
    assertThat(Ran.alone("node", "ls").err().lines()).hasSize(1);
    assertThat(Ran.alone("--debug", "node", "ls").err()).contains("UnreachableException", "\tat ");
    assertThat(Ran.alone("node", "ls", "--debug").err()).contains("\tat ");
    assertThat(Ran.alone("node", "ls").code()).isEqualTo(1);
  }

  @Test
  void aMessageOfSeveralLinesIsSaidInOne() throws IOException {
    try (FakeDaemon daemon =
        new FakeDaemon().on("GET /nodes", 500, "{\"message\":\"first\\n  second\\n\"}")) {
      assertThat(Ran.on(daemon, "node", "ls").err()).isEqualTo("jswarm: first; second\n");
    }
  }

  @Test
  void importSendsTheFileAndShowsTheId() throws IOException {
    try (FakeDaemon daemon =
        new FakeDaemon().on("POST /images/create", 200, "{\"status\":\"sha256:ab\"}\r\n")) {
      Ran ran = Ran.at(Ran.NOW, "tar bytes", daemon.host(), "import", "-", "demo:1");
      assertThat(ran.out()).isEqualTo("sha256:ab\n");
      FakeDaemon.Call call = daemon.calls().getFirst();
      assertThat(call.body()).isEqualTo("tar bytes");
      assertThat(call.query().toString()).isEqualTo("{fromSrc=-, repo=demo, tag=1}");
    }
  }

  @Test
  void aFailureInsideAStreamIsAFailure() throws IOException {
    String lines = "{\"status\":\"Pulling\"}\n{\"errorDetail\":{\"message\":\"no such tag\"}}\n";
    try (FakeDaemon daemon = new FakeDaemon().on("POST /images/create", 200, lines)) {
      Ran ran = Ran.on(daemon, "image", "pull", "busybox");
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.err()).isEqualTo("jswarm: no such tag\n");
    }
  }

  @Test
  void imagesAreListedByTheirTags() throws IOException {
    String images =
        """
        [{"Id":"sha256:0123456789abcdef","RepoTags":["busybox:latest","r:5000/b:1"],
        "RepoDigests":["busybox@sha256:ff"],"Created":1795306990,"Size":1984000},
        {"Id":"sha256:fedcba9876543210","RepoTags":[],"Created":1795300000,"Size":5}]
        """;
    try (FakeDaemon daemon = new FakeDaemon().on("GET /images/json", 200, images)) {
      assertThat(Ran.on(daemon, "image", "ls").out())
          .isEqualTo(
              """
              REPOSITORY   TAG       IMAGE ID       CREATED              SIZE
              busybox      latest    0123456789ab   About a minute ago   1.98MB
              r:5000/b     1         0123456789ab   About a minute ago   1.98MB
              <none>       <none>    fedcba987654   2 hours ago          5B
              """);
    }
  }

  @Test
  void logsGoToTheStreamTheyCameFrom() throws IOException {
    byte[] frames = FakeDaemon.frames(List.of("out\n", "err\n"));
    frames[12] = 2;
    try (FakeDaemon daemon =
        new FakeDaemon()
            .on("GET /containers/c/json", 200, "{\"Config\":{\"Tty\":false}}")
            .on("GET /containers/c/logs", 200, frames)
            .on("GET /containers/t/json", 200, "{\"Config\":{\"Tty\":true}}")
            .on("GET /containers/t/logs", 200, "raw".getBytes(StandardCharsets.UTF_8))) {
      Ran ran = Ran.on(daemon, "container", "logs", "c");
      assertThat(ran.out()).isEqualTo("out\n");
      assertThat(ran.err()).isEqualTo("err\n");
      assertThat(Ran.on(daemon, "container", "logs", "t").out()).isEqualTo("raw");
    }
  }

  @Test
  void theVersionOfTheClientNeedsNoDaemon() {
    assertThat(Ran.alone("--version").out()).startsWith("jswarm version ");
    Ran ran = Ran.alone("version", "--client");
    assertThat(ran.out()).startsWith("Client:\n Version:           ").contains(" API version:");
    assertThat(ran.code()).isZero();
    assertThat(Ran.alone("version").code()).isEqualTo(1);
  }

  @Test
  void infoShowsThePlaceInTheSwarm() throws IOException {
    Recording recording = Recording.of("info-manager");
    try (FakeDaemon daemon = new FakeDaemon().play(recording.json())) {
      List<String> dockers = recording.stdout().lines().map(String::stripTrailing).toList();
      List<String> ours =
          Ran.on(daemon, "info")
              .out()
              .lines()
              .map(String::stripTrailing)
              .filter(line -> !line.startsWith(" Root Dir"))
              .toList();
      assertThat(dockers).containsAll(ours);
      assertThat(ours).contains("  Is Manager: true", "  Managers: 1", "   10.98.0.1:2377");
    }
  }
}
