package io.jswarm.lab.sim;

import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.testkit.SimNetwork.Wire;
import java.util.IdentityHashMap;
import java.util.function.Consumer;

/** Which wire is which session with which manager's present life. */
final class SimSessions {
  private record Open(ManagerProcess manager, String sessionId) {}

  private final SimCluster world;
  private final IdentityHashMap<Wire, Open> open = new IdentityHashMap<>();

  SimSessions(SimCluster world) {
    this.world = world;
  }

  /** A node's first word on a wire has arrived. */
  void opened(String managerId, String nodeId, Wire wire, Consumer<ManagerMessage> node) {
    ManagerProcess manager = world.managers().get(managerId);
    if (manager == null) {
      wire.reject();
    } else {
      open.put(wire, new Open(manager, manager.dispatcher.opened(nodeId, wire, node)));
    }
  }

  void received(Wire wire, WorkerMessage message) {
    Open session = open.get(wire);
    if (session != null && session.manager.isRunning()) {
      session.manager.dispatcher.received(session.sessionId, message);
    }
  }

  /** The manager's end of the wire is gone. */
  void lost(Wire wire) {
    Open session = open.remove(wire);
    if (session != null && session.manager.isRunning()) {
      session.manager.dispatcher.closed(session.sessionId);
    }
  }
}
