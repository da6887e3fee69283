package io.jswarm.cli.node;

import io.jswarm.cli.command.CommandException;
import io.jswarm.cli.http.EngineClient;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import java.io.IOException;

/** Which node a word means: an id, a host name, or {@code self}. */
public final class NodeReference {
  private NodeReference() {}

  /** The word to ask the daemon with; {@code self} becomes this node's id. */
  public static String resolve(EngineClient client, String word) throws IOException {
    if (!word.equals("self")) {
      return word;
    }
    String id = client.object("/info").object("Swarm").text("NodeID");
    if (id.isEmpty()) {
      client.objects(Request.get("/nodes"));
      throw new CommandException("this node has no id in a swarm");
    }
    return id;
  }

  /** The node a word means. */
  public static JsonObject fetch(EngineClient client, String word) throws IOException {
    return client.object("/nodes/" + Request.segment(resolve(client, word)));
  }
}
