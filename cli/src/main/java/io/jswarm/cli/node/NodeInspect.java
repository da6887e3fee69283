package io.jswarm.cli.node;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.command.UsageException;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.render.Inspection;
import io.jswarm.cli.task.Names;
import java.io.IOException;

/** {@code node inspect}. */
public final class NodeInspect implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis(
        "self|NODE [NODE...]", "Show everything known about nodes.", 1, Synopsis.MANY);
  }

  @Override
  public FlagSet flags() {
    return new FlagSet()
        .value("f", "format", "FORMAT", "Print with a Go template")
        .toggle("pretty", "Lay it out for people");
  }

  @Override
  public int run(Invocation call) throws IOException {
    Inspection.Fetch fetch = word -> NodeReference.fetch(call.client(), word);
    if (!call.flags().toggle("pretty")) {
      return Inspection.run(call, fetch);
    }
    if (call.flags().isSet("format")) {
      throw new UsageException("--format and --pretty exclude each other");
    }
    Names names = Names.from(call.client());
    return Inspection.pretty(call, fetch, node -> NodePretty.text(named(node, names)));
  }

  /** With the names of the nodes that this one does not reach. */
  private static JsonObject named(JsonObject node, Names names) throws IOException {
    JsonObject status = node.object("Status").object("DataPath");
    for (JsonObject path : status.objects("Broken")) {
      path.set("To", names.node(path.text("To")));
    }
    return node;
  }
}
