package io.jswarm.daemon.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.command.Command;
import io.jswarm.api.model.RegistryAuth;
import io.jswarm.api.model.Service;
import io.jswarm.daemon.http.RawClient;
import io.jswarm.raftstore.image.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Registry credentials on their way from clients to services, and not back. */
class ServiceAuthTest {
  private static final String HEADER = "eyJ1c2VybmFtZSI6Im1lIiwicGFzc3dvcmQiOiJwIn0=";
  private static final String SPEC =
      "{\"Name\":\"web\",\"TaskTemplate\":{\"ContainerSpec\":{\"Image\":\"r:5000/a\"}}}";

  private final ServedNode served;

  ServiceAuthTest(@TempDir Path folder) throws IOException {
    served = new ServedNode(folder);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private Answer post(String path, String header) throws IOException {
    try (RawClient client = RawClient.connect(served.socket)) {
      client.send(
          "POST %s HTTP/1.1\r\nConnection: close\r\n%sContent-Length: %d\r\n\r\n%s"
              .formatted(
                  path,
                  header.isEmpty() ? "" : "X-Registry-Auth: " + header + "\r\n",
                  SPEC.length(),
                  SPEC));
      return Answer.parse(client.readAll());
    }
  }

  private Command.UpdateService updated(String query, String header) throws IOException {
    Answer answer = post("/v1.41/services/web/update?version=7" + query, header);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return (Command.UpdateService) served.node.commands.getLast();
  }

  @Test
  void comeWithACreateAndAnUpdate() throws IOException {
    assertThat(post("/v1.41/services/create", HEADER).status()).isEqualTo(201);
    assertThat(((Command.CreateService) served.node.commands.getLast()).registryAuth())
        .isEqualTo(RegistryAuth.of(HEADER));
    post("/v1.41/services/create", "");
    assertThat(((Command.CreateService) served.node.commands.getLast()).registryAuth()).isNull();

    Command.UpdateService update = updated("&registryAuthFrom=previous-spec", HEADER);
    assertThat(update.registryAuth()).isEqualTo(RegistryAuth.of(HEADER));
    assertThat(update.previousAuth()).isFalse();
  }

  @Test
  void stayAsTheClientSaysWhenItBringsNone() throws IOException {
    assertThat(updated("", "").previousAuth()).isFalse();
    assertThat(updated("&registryAuthFrom=spec", "").previousAuth()).isFalse();
    assertThat(updated("&registryAuthFrom=previous-spec", "").previousAuth()).isTrue();
    Answer other = post("/v1.41/services/web/update?version=7&registryAuthFrom=moon", "");
    assertThat(other.status()).isEqualTo(400);
    assertThat(other.message())
        .isEqualTo("unsupported registryAuthFrom value: it is spec or previous-spec");
  }

  @Test
  void areRefusedWhenTheyAreNone() throws IOException {
    Answer bad = post("/v1.41/services/create", "hunter2");
    assertThat(bad.status()).isEqualTo(400);
    assertThat(bad.message()).doesNotContain("hunter2");
    assertThat(served.node.commands).isEmpty();
  }

  @Test
  void areShownToNobody() throws IOException {
    Service plain = Recorded.image().services().firstEntry().getValue();
    Service known =
        plain
            .withPreviousSpec(plain.spec())
            .withRegistryAuths(RegistryAuth.of(HEADER), RegistryAuth.of(HEADER));
    served.node.image = Recorded.image().with(List.of(new Change.PutService(known)), Recorded.AT);
    for (String path :
        List.of(
            "/services",
            "/services/" + known.id(),
            "/services/" + known.id() + "?insertDefaults=true",
            "/tasks",
            "/info")) {
      Answer answer = served.get("/v1.41" + path);
      assertThat(answer.status()).as(path).isEqualTo(200);
      assertThat(answer.body()).as(path).doesNotContain(HEADER, "RegistryAuth");
    }
  }
}
