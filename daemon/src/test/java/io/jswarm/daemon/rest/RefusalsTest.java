package io.jswarm.daemon.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.codec.Json;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.command.Refusal;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.Service;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Every refusal that was recorded of Docker comes with the same sentence. {@code docker} in the
 * data is Docker's status, {@code status} ours: they differ where Docker says 500 to a caller's
 * mistake.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalsTest {
  private static final String RPC = "rpc error: code = ";

  private static final Map<String, Refusal.Kind> KINDS =
      Map.of(
          "InvalidArgument", Refusal.Kind.INVALID_ARGUMENT,
          "AlreadyExists", Refusal.Kind.ALREADY_EXISTS,
          "FailedPrecondition", Refusal.Kind.FAILED_PRECONDITION,
          "Unimplemented", Refusal.Kind.UNIMPLEMENTED);

  private final ServedNode served;

  RefusalsTest(@TempDir Path folder) throws IOException {
    served = new ServedNode(folder);
  }

  @AfterAll
  void stop() {
    served.close();
  }

  static Stream<Arguments> recorded() {
    List<JsonNode> all = List.copyOf(Recorded.read("refusals.json").valueStream().toList());
    return all.stream()
        .map(each ->
            Arguments.of(
                "%s: %s %s"
                    .formatted(
                        each.path("name").asString(),
                        each.path("method").asString(),
                        each.path("path").asString()),
                each));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("recorded")
  void isRefusedInDockersWords(String name, JsonNode recorded) throws IOException {
    String message = recorded.path("message").asString();
    given(recorded.path("given").asString(), message, recorded.path("name").asString());
    JsonNode body = recorded.path("body");
    String sent = body.isNull() ? "" : body.isString() ? body.asString() : body.toString();
    Answer answer =
        served.ask(recorded.path("method").asString(), recorded.path("path").asString(), sent);
    assertThat(answer.message()).isEqualTo(message);
    assertThat(answer.status()).isEqualTo(recorded.path("status").asInt());
  }

  private void given(String standing, String message, String name) {
    FakeNode node = served.node;
    node.image = image();
    node.standing =
        switch (standing) {
          case "inactive" -> new Standing.Inactive();
          case "worker" -> new Standing.Worker(FakeNode.MEMBERSHIP);
          default -> new Standing.Manager(FakeNode.MEMBERSHIP, "");
        };
    Refusal refusal = decision(message);
    node.decide = _ -> new CommandResult.Refused(refusal);
    Refusal.Kind kind =
        switch (name) {
          case "leave last manager" -> Refusal.Kind.UNAVAILABLE;
          default -> Refusal.Kind.INVALID_ARGUMENT;
        };
    node.outcome = new NodeLife.Outcome.Refused(new Refusal(kind, message));
  }

  /** What the cluster would decide, for the edge to put into Docker's words. */
  private static Refusal decision(String message) {
    if (message.endsWith(" not found")) {
      return new Refusal(Refusal.Kind.NOT_FOUND, message);
    }
    if (message.endsWith("update out of sequence")) {
      return new Refusal(Refusal.Kind.OUT_OF_SEQUENCE, "update out of sequence");
    }
    for (Map.Entry<String, Refusal.Kind> kind : KINDS.entrySet()) {
      String prefix = RPC + kind.getKey() + " desc = ";
      if (message.startsWith(prefix)) {
        return new Refusal(kind.getValue(), message.substring(prefix.length()));
      }
    }
    return message.startsWith(RPC)
        ? new Refusal(Refusal.Kind.INVALID_ARGUMENT, message)
        : new Refusal(Refusal.Kind.UNAVAILABLE, "the edge should have refused: " + message);
  }

  private static ClusterImage image() {
    Node node =
        Json.read(
            "{\"ID\":\"7l277avse4h0yrcfr8ra3zshm\",\"Spec\":{\"Role\":\"worker\"}}", Node.class);
    Service service =
        Json.read(
            "{\"ID\":\"m441i3a2ph4cbvbvl8pxwwari\",\"Spec\":{\"Name\":\"abc\"}}", Service.class);
    return ClusterImage.EMPTY.with(
        List.of(new Change.PutNode(node), new Change.PutService(service)), Recorded.AT);
  }
}
