package io.jswarm.cli.command;

import io.jswarm.cli.http.EngineClient;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.http.Response;
import io.jswarm.cli.http.UnreachableException;
import java.io.IOException;
import java.util.List;

/** One run of a command: what was given, where to print, and the daemon to call. */
public record Invocation(ParsedFlags flags, Console console, EngineClient client) {
  public String argument(int index) {
    return flags.argument(index);
  }

  public List<String> arguments() {
    return flags.arguments();
  }

  public void println(String line) {
    console.out().println(line);
  }

  /** The request for what {@code --filter} lets through; for all of it when there is none. */
  public Request filtered(Request request) {
    return flags.isSet("filter") ? request.query("filters", flags.filters().json()) : request;
  }

  /** Sends a request whose answer says nothing. */
  public void send(Request request) throws IOException {
    try (Response response = client.send(request)) {
      response.json();
    }
  }

  /** Does the same to every argument; goes on after a failure, and returns 1 when there was one. */
  public int forEach(Step step) throws IOException {
    return forEach(arguments(), step);
  }

  public int forEach(List<String> items, Step step) throws IOException {
    int failed = 0;
    for (String item : items) {
      try {
        step.run(item);
      } catch (UnreachableException e) {
        throw e;
      } catch (IOException e) {
        console.out().flush();
        console.err().println(Faults.line(e));
        failed = 1;
      }
    }
    return failed;
  }

  /** What is done to one argument. */
  @FunctionalInterface
  public interface Step {
    void run(String item) throws IOException;
  }
}
