package io.jswarm.cli.payload;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import java.io.IOException;
import java.util.List;

/**
 * {@code secret rotate} and {@code config rotate}: ours; new data under the same name, and every
 * service that uses it rolled to it.
 */
public record PayloadRotate(Noun noun) implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis(
        noun.argument() + " FILE|-",
        "Make a new version of a " + noun.text() + " and roll the services that use it.",
        2,
        2);
  }

  @Override
  public FlagSet flags() {
    return new FlagSet()
        .toggle("dry-run", "Only say which services would be rolled")
        .toggle("q", "quiet", "Print the new version's id only");
  }

  @Override
  public int run(Invocation call) throws IOException {
    boolean dryRun = call.flags().toggle("dry-run");
    JsonObject body =
        new JsonObject().set("Data", Data.read(call, noun, call.argument(1))).set("DryRun", dryRun);
    JsonObject answer =
        call.client()
            .object(
                Request.post("/jswarm/v1" + noun.path(call.argument(0)) + "/rotate").json(body));
    answer.texts("Warnings").forEach(call.console().err()::println);
    if (call.flags().toggle("quiet")) {
      call.println(answer.text("ID"));
      return 0;
    }
    report(call, answer, dryRun);
    return 0;
  }

  private void report(Invocation call, JsonObject answer, boolean dryRun) {
    List<JsonObject> services = answer.objects("Services");
    if (answer.texts("Warnings").isEmpty()) {
      call.println(
          "%s %s %s version %d"
              .formatted(
                  noun.text(),
                  answer.text("Name"),
                  dryRun ? "would be" : "is now",
                  answer.number("Number")));
    }
    for (JsonObject service : services) {
      call.println((dryRun ? "would roll service " : "rolls service ") + service.text("Name"));
    }
    for (String removed : answer.texts("Removed")) {
      call.println((dryRun ? "would remove " : "removed ") + removed + ", which nothing uses");
    }
  }
}
