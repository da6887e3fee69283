package io.jswarm.cli.system;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.json.JsonWriter;
import io.jswarm.cli.template.Template;
import java.io.IOException;

/** {@code info}: this node, and its place in the swarm. */
public final class Info implements Command {
  @Override
  public Synopsis synopsis() {
    return Synopsis.of("Show this node and its place in the swarm.");
  }

  @Override
  public FlagSet flags() {
    return new FlagSet().value("f", "format", "FORMAT", "json, or a Go template");
  }

  @Override
  public int run(Invocation call) throws IOException {
    JsonObject info = call.client().object("/info");
    String format = call.flags().text("format");
    if (format.isEmpty()) {
      call.println(InfoPage.text(info));
    } else if (format.equals("json")) {
      call.println(JsonWriter.compact(info));
    } else {
      call.println(Template.parse(format).execute(info));
    }
    return 0;
  }
}
