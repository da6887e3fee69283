package io.jswarm.raftstore.image;

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
        new Swarm(
            swarm.id(),
            version,
            before == null ? at : before.swarm().createdAt(),
            at,
            swarm.spec(),
            swarm.tlsInfo(),
            swarm.rootRotationInProgress(),
            swarm.defaultAddrPool(),
            swarm.subnetSize(),
            swarm.dataPathPort(),
            swarm.joinTokens()));
  }

  Node put(@Nullable Node before, Node now) {
    return new Node(
        now.id(),
        version,
        before == null ? at : before.createdAt(),
        at,
        now.spec(),
        now.description(),
        now.status(),
        now.managerStatus());
  }

  Node changed(Node node) {
    return node.stamped(version, at);
  }

  Service put(@Nullable Service before, Service now) {
    return new Service(
        now.id(),
        version,
        before == null ? at : before.createdAt(),
        at,
        now.spec(),
        now.previousSpec(),
        now.endpoint(),
        now.updateStatus(),
        now.serviceStatus(),
        now.jobStatus(),
        now.specVersion(),
        now.previousSpecVersion());
  }

  Task put(@Nullable Task before, Task now) {
    return new Task(
        now.id(),
        version,
        before == null ? at : before.createdAt(),
        at,
        now.name(),
        now.labels(),
        now.spec(),
        now.serviceId(),
        now.slot(),
        now.nodeId(),
        now.status(),
        now.desiredState(),
        now.networksAttachments(),
        now.genericResources(),
        now.jobIteration(),
        now.volumes(),
        now.specVersion());
  }

  Task changed(Task task) {
    return task.stamped(version, at);
  }

  Network put(@Nullable Network before, Network now) {
    return new Network(
        now.name(),
        now.id(),
        before == null ? at : before.created(),
        now.scope(),
        now.driver(),
        now.enableIpv4(),
        now.enableIpv6(),
        now.ipam(),
        now.internal(),
        now.attachable(),
        now.ingress(),
        now.configFrom(),
        now.configOnly(),
        now.containers(),
        now.options(),
        now.labels(),
        now.peers(),
        now.services(),
        version,
        at);
  }

  Secret put(@Nullable Secret before, Secret now) {
    Instant created = before == null ? at : before.createdAt();
    return new Secret(now.id(), version, created, at, now.spec());
  }

  Config put(@Nullable Config before, Config now) {
    Instant created = before == null ? at : before.createdAt();
    return new Config(now.id(), version, created, at, now.spec());
  }
}
