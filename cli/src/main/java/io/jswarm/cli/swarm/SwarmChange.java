package io.jswarm.cli.swarm;

import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import java.io.IOException;

/** Writes a swarm's settings back, or rotates one of its secrets. */
enum SwarmChange {
  SETTINGS,
  ROTATE_WORKER_TOKEN,
  ROTATE_MANAGER_TOKEN,
  ROTATE_UNLOCK_KEY;

  /** Sends the spec of {@code swarm} as it is now, for the version it was read at. */
  void send(Invocation call, JsonObject swarm) throws IOException {
    call.send(
        Request.post("/swarm/update")
            .query("rotateManagerToken", String.valueOf(this == ROTATE_MANAGER_TOKEN))
            .query("rotateManagerUnlockKey", String.valueOf(this == ROTATE_UNLOCK_KEY))
            .query("rotateWorkerToken", String.valueOf(this == ROTATE_WORKER_TOKEN))
            .query("version", String.valueOf(swarm.object("Version").number("Index")))
            .json(swarm.object("Spec")));
  }
}
