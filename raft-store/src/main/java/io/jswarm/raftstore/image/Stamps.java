package io.jswarm.raftstore.image;

import io.jswarm.api.model.ClusterVolume;
import io.jswarm.api.model.Config;
import io.jswarm.api.model.Network;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.Secret;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Swarm;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes a round's number and time into what it puts; the time of creation stays the first one. */
record Stamps(Version version, Instant at) {

  ClusterState put(@Nullable ClusterState before, ClusterState now) {
    Swarm swarm = now.swarm();
    return now.withSwarm(
        swarm.withCreatedAt(before == null ? at : before.swarm().createdAt()).stamped(version, at));
  }

  Node put(@Nullable Node before, Node now) {
    return changed(now.withCreatedAt(before == null ? at : before.createdAt()));
  }

  Node changed(Node node) {
    return node.stamped(version, at);
  }

  Service put(@Nullable Service before, Service now) {
    return now.withCreatedAt(before == null ? at : before.createdAt()).stamped(version, at);
  }

  Task put(@Nullable Task before, Task now) {
    return changed(now.withCreatedAt(before == null ? at : before.createdAt()));
  }

  Task changed(Task task) {
    return task.stamped(version, at);
  }

  Network put(@Nullable Network before, Network now) {
    return now.withCreated(before == null ? at : before.created()).stamped(version, at);
  }

  Secret put(@Nullable Secret before, Secret now) {
    return now.withCreatedAt(before == null ? at : before.createdAt()).stamped(version, at);
  }

  ClusterVolume put(@Nullable ClusterVolume before, ClusterVolume now) {
    return now.withCreatedAt(before == null ? at : before.createdAt()).stamped(version, at);
  }

  Config put(@Nullable Config before, Config now) {
    return now.withCreatedAt(before == null ? at : before.createdAt()).stamped(version, at);
  }
}
