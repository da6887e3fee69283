package io.jswarm.cli.node;

import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import java.io.IOException;

/** Writes a node's spec back. */
final class NodeWrite {
  private NodeWrite() {}

  /** Sends the spec of {@code node} as it is now, for the version it was read at. */
  static void send(Invocation call, JsonObject node) throws IOException {
    call.send(
        Request.post("/nodes/" + Request.segment(node.text("ID")) + "/update")
            .query("version", String.valueOf(node.object("Version").number("Index")))
            .json(node.object("Spec")));
  }
}
