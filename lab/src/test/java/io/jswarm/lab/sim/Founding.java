package io.jswarm.lab.sim;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.JoinTokens;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.model.NodeSpec;
import io.jswarm.api.model.NodeStatus;
import io.jswarm.api.model.Swarm;
import io.jswarm.api.model.SwarmSpec;
import io.jswarm.api.model.TlsInfo;
import io.jswarm.api.model.Version;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterState;
import io.jswarm.raftstore.image.Member;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The first state of a simulated cluster. */
final class Founding {
  private Founding() {}

  /** A cluster of these members, and of nodes that were never seen. */
  static List<Change> of(List<String> managerIds, Set<String> nodeIds) {
    List<Change> changes = new ArrayList<>();
    changes.add(new Change.PutCluster(new ClusterState(swarm(), "cert", "key", "", null, null)));
    for (String id : managerIds) {
      changes.add(new Change.PutMember(new Member(id, id, id + ":2378", id + ":2377")));
    }
    for (String id : nodeIds) {
      changes.add(
          new Change.PutNode(
              new Node(
                  id,
                  Version.ZERO,
                  Instant.EPOCH,
                  Instant.EPOCH,
                  NodeSpec.active(managerIds.contains(id) ? "manager" : "worker"),
                  NodeDescription.UNKNOWN,
                  NodeStatus.UNKNOWN,
                  null)));
    }
    return changes;
  }

  private static Swarm swarm() {
    return new Swarm(
        "cluster",
        Version.ZERO,
        Instant.EPOCH,
        Instant.EPOCH,
        Json.read("{\"Name\":\"default\"}", SwarmSpec.class),
        TlsInfo.UNKNOWN,
        false,
        List.of("10.0.0.0/8"),
        24,
        4789,
        new JoinTokens("", ""));
  }
}
