package io.jswarm.cli.swarm;

import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import java.io.IOException;

/** Says what to type on another host, and which key to keep. */
final class JoinAdvice {
  private JoinAdvice() {}

  /** Prints the join command for a role, with this manager's address. */
  static void join(Invocation call, String nodeId, String role) throws IOException {
    JsonObject node = call.client().object("/nodes/" + Request.segment(nodeId));
    JsonObject swarm = call.client().object("/swarm");
    if (!node.has("ManagerStatus")) {
      return;
    }
    String token = swarm.object("JoinTokens").text(role.equals("worker") ? "Worker" : "Manager");
    String address = node.object("ManagerStatus").text("Addr");
    call.println("To add a " + role + " to this swarm, run the following command:");
    call.println("");
    call.println("    jswarm swarm join --token " + token + " " + address);
    call.println("");
  }

  /** The key that unlocks a restarted manager, or "" when there is none. */
  static String unlockKey(Invocation call) throws IOException {
    return call.client().object("/swarm/unlockkey").text("UnlockKey");
  }

  static void unlock(Invocation call, String key) {
    if (key.isEmpty()) {
      return;
    }
    call.println("To unlock a swarm manager after it restarts, run the `jswarm swarm unlock`");
    call.println("command and provide the following key:");
    call.println("");
    call.println("    " + key);
    call.println("");
    call.println("Keep this key in a safe place: without it the manager cannot be restarted.");
  }
}
