package io.jswarm.cli.payload;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.cli.FakeDaemon;
import io.jswarm.cli.Ran;
import io.jswarm.cli.Recording;
import io.jswarm.cli.json.JsonObject;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadCommandsTest {
  private static final String ROTATED =
      "{\"ID\":\"x2\",\"Name\":\"db\",\"Number\":3,\"Services\":[{\"ID\":\"s1\",\"Name\":\"web\"}],"
          + "\"Removed\":[\"db.v1\"]}";

  @ParameterizedTest
  @CsvSource({
    "secret-create, secret create --label l=1 s1 -, topsecret",
    "config-create, config create --label l=1 c1 -, conf"
  })
  void createSendsWhatDockersCliSends(String name, String words, String input) throws IOException {
    Recording recording = Recording.of(name);
    try (FakeDaemon daemon = new FakeDaemon().play(recording.json())) {
      Ran ran = Ran.typing(input, daemon, words.split(" "));
      assertThat(ran.out()).isEqualTo(recording.stdout());
      assertThat(daemon.calls()).isEqualTo(recording.writes());
    }
  }

  @Test
  void aDriverForTemplatesIsPassedOn() throws IOException {
    try (FakeDaemon daemon = new FakeDaemon().on("POST /configs/create", 201, "{\"ID\":\"c1\"}")) {
      Ran.typing(
          "{{.Task.ID}}", daemon, "config", "create", "--template-driver", "golang", "c", "-");
      assertThat(daemon.calls().getFirst().body())
          .isInstanceOfSatisfying(
              JsonObject.class,
              asked -> assertThat(asked.object("Templating").text("Name")).isEqualTo("golang"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "secret create s - | jswarm: standard input is empty: the data of a secret has at least 1 byte and fewer than 512000",
        "secret create s /no/such/file | jswarm: there is no file /no/such/file",
        "config create c | jswarm: name a file with the data, or - for standard input",
        "secret rotate db /no/such/file | jswarm: there is no file /no/such/file"
      })
  void whatCannotBeReadIsSaid(String words, String sentence) {
    Ran ran = Ran.alone(words.split(" "));
    assertThat(ran.err().strip()).isEqualTo(sentence);
    assertThat(ran.code()).isNotZero();
  }

  @Test
  void everyVersionIsListed() throws IOException {
    String list =
        """
        [{"ID":"x2","CreatedAt":"2026-11-22T00:23:20Z","UpdatedAt":"2026-11-22T00:23:20Z",
          "Spec":{"Name":"db","Labels":{}},"Revision":1},
         {"ID":"x1","CreatedAt":"2026-11-22T00:22:20Z","UpdatedAt":"2026-11-22T00:23:20Z",
          "Spec":{"Name":"db.v1","Labels":{"a":"b"}},"Handle":"db"}]
        """;
    try (FakeDaemon daemon = new FakeDaemon().on("GET /secrets", 200, list)) {
      assertThat(Ran.on(daemon, "secret", "ls").out())
          .isEqualTo(
              """
              ID        NAME      VERSION   CREATED              UPDATED
              x2        db        2         About a minute ago   About a minute ago
              x1        db.v1     1 of db   2 minutes ago        About a minute ago
              """);
      assertThat(daemon.calls().getFirst().query()).containsEntry("versions", "1");
    }
  }

  @Test
  void aRotationSaysWhatItRolls() throws IOException {
    try (FakeDaemon daemon =
        new FakeDaemon().on("POST /jswarm/v1/secrets/db/rotate", 200, ROTATED)) {
      assertThat(Ran.typing("new", daemon, "secret", "rotate", "db", "-").out().lines())
          .containsExactly(
              "secret db is now version 3",
              "rolls service web",
              "removed db.v1, which nothing uses");
      assertThat(
              Ran.typing("new", daemon, "secret", "rotate", "--dry-run", "db", "-").out().lines())
          .containsExactly(
              "secret db would be version 3",
              "would roll service web",
              "would remove db.v1, which nothing uses");
      List<JsonObject> bodies =
          daemon.calls().stream().map(call -> (JsonObject) call.body()).toList();
      assertThat(bodies).extracting(body -> body.text("Data")).containsOnly("bmV3");
      assertThat(bodies).extracting(body -> body.flag("DryRun")).containsExactly(false, true);
    }
  }
}
