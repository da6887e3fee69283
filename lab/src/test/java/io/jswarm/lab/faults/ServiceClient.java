package io.jswarm.lab.faults;

import io.jswarm.lab.e2e.Answer;
import io.jswarm.lab.e2e.EngineApi;
import io.jswarm.lab.history.Call;
import io.jswarm.lab.history.Reply;
import io.jswarm.lab.host.LabHost;
import java.io.IOException;
import java.time.Duration;
import tools.jackson.core.JacksonException;

/** Brings calls to one manager's API and says what its answers mean for a history. */
final class ServiceClient {
  /** A daemon that was stopped answers nothing; waiting longer would tell no more. */
  static final Duration LIMIT = Duration.ofSeconds(8);

  private static final String LABEL = "written";
  private final EngineApi api;

  ServiceClient(LabHost manager) {
    this.api = new EngineApi(manager, LIMIT);
  }

  Reply ask(Call call) {
    try {
      Answer answer = send(call);
      return answer.status() < 300 ? success(call, answer) : failure(answer);
    } catch (EngineApi.NotSent e) {
      return new Reply.Refused("nobody listens");
    } catch (IOException | JacksonException e) {
      return new Reply.Unknown("the connection broke");
    }
  }

  private Answer send(Call call) throws IOException {
    return switch (call) {
      case Call.Create(String name, String label) ->
          api.post("/services/create", spec(name, label));
      case Call.Update(String name, String id, long version, String label) ->
          api.post("/services/" + id + "/update?version=" + version, spec(name, label));
      case Call.Inspect(String name) -> api.get("/services/" + name);
      case Call.Remove(String _, String id) -> api.delete("/services/" + id);
    };
  }

  /** Without replicas: nothing but the log and the store is at work. */
  private static String spec(String name, String label) {
    return """
    {"Name": "%s", "Labels": {"%s": "%s"}, "Mode": {"Replicated": {"Replicas": 0}},
     "TaskTemplate": {"ContainerSpec": {"Image": "busybox:latest"}}}
    """
        .formatted(name, LABEL, label);
  }

  private static Reply success(Call call, Answer answer) {
    return switch (call) {
      case Call.Create _ -> new Reply.Created(answer.body().path("ID").asString(""));
      case Call.Update _, Call.Remove _ -> new Reply.Done();
      case Call.Inspect _ ->
          new Reply.Seen(
              answer.body().path("ID").asString(""),
              answer.body().path("Version").path("Index").asLong(-1),
              answer.body().path("Spec").path("Labels").path(LABEL).asString(""));
    };
  }

  private static Reply failure(Answer answer) {
    String message = answer.message();
    if (answer.status() == 404) {
      return new Reply.Absent();
    }
    if (answer.status() == 409) {
      return message.contains("update out of sequence")
          ? new Reply.OutOfSequence()
          : new Reply.Conflict();
    }
    boolean open = answer.status() != 503 || message.contains("outcome of the command is unknown");
    String sentence = answer.status() + " " + message;
    return open ? new Reply.Unknown(sentence) : new Reply.Refused(sentence);
  }
}
