package io.jswarm.cli.image;

import io.jswarm.cli.command.CommandException;
import io.jswarm.cli.command.Console;
import io.jswarm.cli.http.Response;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.json.JsonReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON lines a daemon sends while it pulls, loads or imports. */
final class Progress {
  private final Console console;
  private final boolean quiet;
  private final Map<String, String> shown = new LinkedHashMap<>();

  Progress(Console console, boolean quiet) {
    this.console = console;
    this.quiet = quiet;
  }

  /**
   * Shows the lines as they come, repetitions once.
   *
   * @throws CommandException with the daemon's words when a line says that it failed
   */
  void follow(Response response) throws IOException {
    JsonReader reader = new JsonReader(response.body());
    while (reader.hasNext()) {
      if (reader.next() instanceof JsonObject line) {
        show(line);
      }
    }
  }

  private void show(JsonObject line) throws CommandException {
    if (line.has("error") || line.has("errorDetail")) {
      String detail = line.object("errorDetail").text("message");
      throw new CommandException(detail.isEmpty() ? line.text("error") : detail);
    }
    String stream = line.text("stream");
    String status = line.text("status");
    if (!stream.isEmpty()) {
      console.out().print(stream);
    } else if (!quiet && !status.isEmpty() && line.object("progressDetail").isEmpty()) {
      String id = line.text("id");
      if (id.isEmpty() || !status.equals(shown.put(id, status))) {
        console.out().println(id.isEmpty() ? status : id + ": " + status);
      }
    }
    console.out().flush();
  }
}
