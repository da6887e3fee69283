package io.jswarm.daemon.rest;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.daemon.http.ApiError;
import io.jswarm.daemon.http.Request;
import io.jswarm.raftstore.image.ClusterImage;

/** The cluster as the routes use it: refused with Docker's sentences where this node cannot. */
final class Cluster {
  static final String INACTIVE =
      "This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\" to"
          + " connect this node to swarm and try again.";
  static final String WORKER =
      "This node is not a swarm manager. Worker nodes can't be used to view or modify cluster"
          + " state. Please run this command on a manager node or promote the current node to a"
          + " manager.";
  static final String STARTING =
      "This node is not a swarm manager. Manager is being prepared or has trouble connecting to"
          + " the cluster.";
  static final String LOCKED =
      "Swarm is encrypted and needs to be unlocked before it can be used. Please use \"docker"
          + " swarm unlock\" to unlock it.";

  private final ApiPorts ports;

  Cluster(ApiPorts ports) {
    this.ports = ports;
  }

  boolean isManager() {
    return ports.life().standing().get() instanceof Standing.Manager;
  }

  boolean isWorker() {
    return ports.life().standing().get() instanceof Standing.Worker;
  }

  /** This node's id in its cluster; empty while it has none. */
  String nodeId() {
    return ports.life().standing().get().membershipOrNone().nodeId();
  }

  /** Refuses on a node that is no manager. */
  void requireManager() {
    switch (ports.life().standing().get()) {
      case Standing.Manager _ -> {}
      case Standing.Inactive() -> throw ApiError.unavailable(INACTIVE);
      case Standing.Worker _ -> throw ApiError.unavailable(WORKER);
      case Standing.Starting _ -> throw ApiError.unavailable(STARTING);
      case Standing.Locked() -> throw ApiError.unavailable(LOCKED);
      case Standing.Broken(Standing.Membership _, String error) ->
          throw ApiError.unavailable(STARTING + " " + error);
    }
  }

  /** The cluster as new as the request asks: {@code ?stale=1} takes what is here. */
  ClusterView view(Request request) throws InterruptedException {
    requireManager();
    return ports
        .reads()
        .view(
            request.query().flag("stale")
                ? ClusterReads.Freshness.STALE
                : ClusterReads.Freshness.LINEARIZABLE);
  }

  ClusterImage image(Request request) throws InterruptedException {
    return view(request).image();
  }

  /** What this manager knows without asking anyone. */
  ClusterView local() throws InterruptedException {
    requireManager();
    return ports.reads().view(ClusterReads.Freshness.STALE);
  }

  CommandResult.Done submit(Request request, Command command) throws InterruptedException {
    requireManager();
    return Refusals.done(ports.writes().submit(command, request.deadlineNanos()));
  }
}
