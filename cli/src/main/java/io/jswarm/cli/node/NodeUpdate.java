package io.jswarm.cli.node;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.CommandException;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.KeyValues;
import java.io.IOException;

/** {@code node update}. */
public final class NodeUpdate implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis("NODE", "Change a node's role, availability or labels.", 1, 1);
  }

  @Override
  public FlagSet flags() {
    return new FlagSet()
        .value(
            "availability",
            "STATE",
            "active takes tasks, pause keeps only its own, drain moves them away")
        .list("label-add", "KEY=VALUE", "Set a label")
        .list("label-rm", "KEY", "Remove a label")
        .value("role", "ROLE", "worker or manager")
        .toggle("d", "detach", "Do not wait until a node that drains has let go of its tasks")
        .value("timeout", "TIME", "Stop waiting after this time and fail");
  }

  @Override
  public int run(Invocation call) throws IOException {
    long timeoutNanos = call.flags().nanos("timeout");
    JsonObject node = NodeReference.fetch(call.client(), call.argument(0));
    merge(call.flags(), node.child("Spec"));
    boolean waits =
        call.flags().text("availability").equals("drain") && !call.flags().toggle("detach");
    Draining draining = new Draining(call, node.text("ID"), call.argument(0));
    if (waits) {
      draining.begin();
    }
    NodeWrite.send(call, node);
    call.println(call.argument(0));
    if (waits) {
      call.console().out().flush();
      draining.await(timeoutNanos);
    }
    return 0;
  }

  private static void merge(ParsedFlags flags, JsonObject spec) throws CommandException {
    if (flags.isSet("role")) {
      spec.set("Role", flags.text("role"));
    }
    if (flags.isSet("availability")) {
      spec.set("Availability", flags.text("availability"));
    }
    JsonObject labels = spec.child("Labels");
    for (String label : flags.each("label-add", KeyValues::label)) {
      labels.set(KeyValues.key(label), KeyValues.value(label));
    }
    for (String key : flags.texts("label-rm")) {
      if (!labels.has(key)) {
        throw new CommandException("the node has no label " + key);
      }
      labels.remove(key);
    }
  }
}
