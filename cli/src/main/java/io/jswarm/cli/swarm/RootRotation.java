package io.jswarm.cli.swarm;

import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Watches a new root certificate reach every node. */
final class RootRotation {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Invocation call;
  private String shown = "";

  RootRotation(Invocation call) {
    this.call = call;
  }

  /** Returns the swarm once its managers have dropped the old root. */
  JsonObject waitUntilDone() throws IOException {
    while (true) {
      JsonObject swarm = call.client().object("/swarm");
      List<JsonObject> nodes = call.client().objects(Request.get("/nodes"));
      show(swarm.object("TLSInfo"), nodes);
      if (!swarm.flag("RootRotationInProgress")) {
        return swarm;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private void show(JsonObject wanted, List<JsonObject> nodes) {
    int issued = 0;
    int trusting = 0;
    for (JsonObject node : nodes) {
      JsonObject has = node.object("Description").object("TLSInfo");
      issued += same(wanted, has, "CertIssuerPublicKey") ? 1 : 0;
      trusting += same(wanted, has, "TrustRoot") ? 1 : 0;
    }
    String line =
        "rotated TLS certificates: "
            + issued
            + "/"
            + nodes.size()
            + " nodes; rotated CA certificates: "
            + trusting
            + "/"
            + nodes.size()
            + " nodes";
    if (!line.equals(shown) && !call.flags().toggle("quiet")) {
      shown = line;
      call.println(line);
      call.console().out().flush();
    }
  }

  private static boolean same(JsonObject wanted, JsonObject has, String field) {
    return wanted.text(field).equals(has.text(field));
  }
}
