package io.jswarm.cli;

import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What Docker's CLI called and printed for one command, against a real swarm. */
public record Recording(JsonObject json) {
  public static Recording of(String name) throws IOException {
    String file = "/recorded/" + name + ".json";
    try (InputStream in = Objects.requireNonNull(Recording.class.getResourceAsStream(file), file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Recording((JsonObject) JsonReader.parse(text));
    }
  }

  public String stdout() {
    return json.text("stdout");
  }

  public int exitCode() {
    return (int) json.number("rc");
  }

  /** The calls that change something: method, path, query and body. */
  public List<FakeDaemon.Call> writes() {
    List<FakeDaemon.Call> writes = new ArrayList<>();
    for (JsonObject call : json.objects("calls")) {
      if (!call.text("method").equals("GET")) {
        Object body = call.has("request") ? call.get("request") : null;
        writes.add(
            new FakeDaemon.Call(
                call.text("method"), call.text("path"), call.textMap("query"), body));
      }
    }
    return writes;
  }
}
