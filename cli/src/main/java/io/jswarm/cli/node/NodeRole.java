package io.jswarm.cli.node;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.json.JsonObject;
import java.io.IOException;

/** {@code node promote} and {@code node demote}. */
public enum NodeRole implements Command {
  PROMOTE("manager", "Make workers managers."),
  DEMOTE("worker", "Make managers workers.");

  private final String role;
  private final String summary;

  NodeRole(String role, String summary) {
    this.role = role;
    this.summary = summary;
  }

  @Override
  public Synopsis synopsis() {
    return new Synopsis("NODE [NODE...]", summary, 1, Synopsis.MANY);
  }

  @Override
  public FlagSet flags() {
    return new FlagSet();
  }

  @Override
  public int run(Invocation call) throws IOException {
    return call.forEach(word -> change(call, word));
  }

  private void change(Invocation call, String word) throws IOException {
    JsonObject node = NodeReference.fetch(call.client(), word);
    JsonObject spec = node.child("Spec");
    if (spec.text("Role").equals(role)) {
      call.println("Node " + node.text("ID") + " is already a " + role + ".");
      return;
    }
    spec.set("Role", role);
    NodeWrite.send(call, node);
    call.println(
        this == PROMOTE
            ? "Node " + word + " promoted to a manager in the swarm."
            : "Manager " + word + " demoted in the swarm.");
  }
}
