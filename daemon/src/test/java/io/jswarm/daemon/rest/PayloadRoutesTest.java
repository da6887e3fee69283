package io.jswarm.daemon.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.command.Refusal;
import io.jswarm.api.model.Bytes;
import io.jswarm.api.model.Config;
import io.jswarm.api.model.ConfigSpec;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Driver;
import io.jswarm.api.model.FileTarget;
import io.jswarm.api.model.PayloadKind;
import io.jswarm.api.model.Secret;
import io.jswarm.api.model.SecretReference;
import io.jswarm.api.model.SecretSpec;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceMode;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.Version;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class PayloadRoutesTest {
  private static final SecretSpec SPEC =
      new SecretSpec("db", Map.of("l", "1"), Bytes.ofText("topsecret"), null, null);
  private static final ConfigSpec CONFIG =
      new ConfigSpec("conf", Map.of(), Bytes.ofText("text"), null);

  private final ServedNode served;

  PayloadRoutesTest(@TempDir Path folder) throws IOException {
    served = new ServedNode(folder);
    served.node.image =
        ClusterImage.EMPTY.with(
            List.of(
                new Change.PutSecret(
                    new Secret("x1", Version.ZERO, Recorded.AT, Recorded.AT, SPEC)),
                new Change.PutConfig(
                    new Config("c1", Version.ZERO, Recorded.AT, Recorded.AT, CONFIG)),
                new Change.PutService(service("s1", "web", "x1"))),
            Recorded.AT);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private static Service service(String id, String name, String secretId) {
    ContainerSpec container =
        ContainerSpec.of("busybox")
            .withPayloads(
                List.of(new SecretReference(new FileTarget("db", "0", "0", 0444), secretId, "db")),
                List.of());
    ServiceSpec spec = ServiceSpec.of(name, TaskSpec.of(container), ServiceMode.ofReplicas(1));
    return Service.of(id, spec, Recorded.AT).withSpecVersion(Version.ZERO);
  }

  @Test
  void aSecretNeverShowsItsDataAndAConfigDoes() throws IOException {
    assertThat(served.get("/v1.41/secrets/db").body())
        .contains("\"ID\":\"x1\"")
        .doesNotContain("Data", "Handle", "Revision");
    assertThat(served.get("/v1.41/secrets").body()).doesNotContain("Data");
    assertThat(served.get("/v1.41/configs/conf").json().at("/Spec/Data").asString())
        .isEqualTo("dGV4dA==");
    assertThat(served.get("/secrets?filters={\"names\":[\"d\"]}").body()).isEqualTo("[]\n");
    assertThat(served.get("/secrets/no").message()).isEqualTo("secret no not found");
  }

  @Test
  void writesBecomeCommands() throws IOException {
    assertThat(served.post("/v1.41/secrets/create", "{\"Name\":\"s\",\"Data\":\"eA==\"}").status())
        .isEqualTo(201);
    served.post(
        "/v1.41/configs/create",
        "{\"Name\":\"c\",\"Data\":\"eA==\",\"Templating\":{\"Name\":\"golang\"}}");
    served.post(
        "/v1.36/configs/create",
        "{\"Name\":\"c\",\"Data\":\"eA==\",\"Templating\":{\"Name\":\"golang\"}}");
    assertThat(served.post("/v1.41/secrets/db/update?version=7", "{\"Name\":\"db\"}").status())
        .isEqualTo(200);
    assertThat(served.ask("DELETE", "/v1.41/configs/conf", "").status()).isEqualTo(204);
    Bytes x = Bytes.ofText("x");
    assertThat(served.node.commands)
        .isEqualTo(
            List.of(
                new Command.CreateSecret(new SecretSpec("s", Map.of(), x, null, null)),
                new Command.CreateConfig(
                    new ConfigSpec("c", Map.of(), x, new Driver("golang", Map.of()))),
                new Command.CreateConfig(new ConfigSpec("c", Map.of(), x, null)),
                new Command.UpdateSecret("db", 7, new SecretSpec("db", Map.of(), null, null, null)),
                new Command.RemovePayload(PayloadKind.CONFIG, "conf")));
    assertThat(served.post("/secrets/db/update", "{}").status()).isEqualTo(400);
    assertThat(served.post("/secrets/create", "{\"Data\":\"?\"}").status()).isEqualTo(400);
  }

  @Test
  void aRefusalIsInDockersWords() throws IOException {
    served.node.refuse(Refusal.Kind.ALREADY_EXISTS, "secret db already exists");
    var answer = served.post("/v1.41/secrets/create", "{\"Name\":\"db\",\"Data\":\"eA==\"}");
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.message())
        .isEqualTo("rpc error: code = AlreadyExists desc = secret db already exists");
  }

  @Test
  void aDryRunSaysWhatARotationWouldDoAndDoesNothing() throws IOException {
    JsonNode said =
        served.post("/jswarm/v1/secrets/db/rotate", "{\"Data\":\"eA==\",\"DryRun\":true}").json();
    assertThat(said.path("Number").asInt()).isEqualTo(2);
    assertThat(said.at("/Services/0/Name").asString()).isEqualTo("web");
    assertThat(served.node.commands).isEmpty();
    JsonNode same =
        served
            .post("/jswarm/v1/secrets/db/rotate", "{\"Data\":\"dG9wc2VjcmV0\",\"DryRun\":true}")
            .json();
    assertThat(same.path("Number").asInt()).isEqualTo(1);
    assertThat(same.path("Services").size()).isZero();
    assertThat(same.at("/Warnings/0").asString()).contains("holds exactly that already");
  }

  @Test
  void aRotationSaysWhatItDid() throws IOException {
    ClusterImage before = served.node.image;
    Secret old = before.secrets().firstEntry().getValue();
    served.node.decide =
        command -> {
          assertThat(command)
              .isEqualTo(new Command.RotatePayload(PayloadKind.SECRET, "x1", Bytes.ofText("x")));
          served.node.image =
              before.with(
                  List.of(
                      new Change.RenamePayload(PayloadKind.SECRET, "x1", "db.v1"),
                      new Change.PutSecret(old.next("x2", Bytes.ofText("x"))),
                      new Change.PutService(service("s1", "web", "x2"))),
                  Recorded.AT);
          return new CommandResult.Done("x2", 9, List.of());
        };
    JsonNode said = served.post("/jswarm/v1/secrets/db/rotate", "{\"Data\":\"eA==\"}").json();
    assertThat(said.path("ID").asString()).isEqualTo("x2");
    assertThat(said.path("Number").asInt()).isEqualTo(2);
    assertThat(said.at("/Services/0/Name").asString()).isEqualTo("web");
    assertThat(served.get("/secrets?versions=1").body())
        .contains("\"Handle\":\"db\"", "\"Revision\":1");
    assertThat(served.post("/jswarm/v1/secrets/db.v1/rotate", "{\"DryRun\":true}").message())
        .isEqualTo("db.v1 is an older version of secret db: rotate that");
  }
}
