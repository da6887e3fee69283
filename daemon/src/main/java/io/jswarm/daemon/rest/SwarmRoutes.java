package io.jswarm.daemon.rest;

import io.jswarm.api.command.Command;
import io.jswarm.api.model.InitRequest;
import io.jswarm.api.model.JoinRequest;
import io.jswarm.api.model.SwarmSpec;
import io.jswarm.api.model.UnlockKeyResponse;
import io.jswarm.api.model.UnlockRequest;
import io.jswarm.daemon.http.ApiError;
import io.jswarm.daemon.http.Reply;
import io.jswarm.daemon.http.Request;
import io.jswarm.daemon.http.Router;
import io.jswarm.raftstore.image.ClusterState;
import java.io.IOException;
import tools.jackson.databind.node.ObjectNode;

/** {@code /swarm}: the cluster itself, and this node's way in and out of it. */
final class SwarmRoutes {
  private static final String ALREADY_IN =
      "This node is already part of a swarm. Use \"docker swarm leave\" to leave this swarm and"
          + " join another one.";
  private static final String NOT_IN = "This node is not part of a swarm";

  private final Cluster cluster;
  private final NodeLife life;

  SwarmRoutes(Cluster cluster, NodeLife life) {
    this.cluster = cluster;
    this.life = life;
  }

  void addTo(Router router) {
    router
        .add("GET", "/swarm", this::inspect)
        .add("POST", "/swarm/init", this::init)
        .add("POST", "/swarm/join", this::join)
        .add("POST", "/swarm/leave", this::leave)
        .add("POST", "/swarm/update", this::update)
        .add("GET", "/swarm/unlockkey", this::unlockKey)
        .add("POST", "/swarm/unlock", this::unlock);
  }

  private Reply inspect(Request request) throws InterruptedException {
    return Answers.ok(Shown.withTokens(state(request).swarm()));
  }

  private ClusterState state(Request request) throws InterruptedException {
    ClusterState state = cluster.image(request).cluster();
    if (state == null) {
      throw ApiError.unavailable(Cluster.STARTING);
    }
    return state;
  }

  private Reply init(Request request) throws IOException, InterruptedException {
    ObjectNode body = Body.object(request);
    UnsignedNumbers.checkSwarm(body.path("Spec"));
    InitRequest init = Body.bind(body, InitRequest.class);
    refuseWhenIn(init.forceNewCluster());
    if (init.listenAddr().isBlank()) {
      throw ApiError.badRequest("invalid ListenAddr \"\": invalid empty address");
    }
    return Answers.ok(done(life.init().run(init)));
  }

  private Reply join(Request request) throws IOException, InterruptedException {
    JoinRequest join = Body.read(request, JoinRequest.class);
    refuseWhenIn(false);
    if (join.listenAddr().isBlank()) {
      throw ApiError.badRequest("invalid ListenAddr \"\": invalid empty address");
    }
    if (join.remoteAddrs().isEmpty()) {
      throw ApiError.badRequest("at least 1 RemoteAddr is required to join");
    }
    done(life.join().run(join));
    return Reply.empty(200);
  }

  private void refuseWhenIn(boolean forceNewCluster) {
    boolean in = !(life.standing().get() instanceof Standing.Inactive);
    if (in && !forceNewCluster) {
      throw ApiError.unavailable(ALREADY_IN);
    }
  }

  private Reply leave(Request request) throws InterruptedException {
    if (life.standing().get() instanceof Standing.Inactive) {
      throw ApiError.unavailable(NOT_IN);
    }
    done(life.leave().run(request.query().flag("force")));
    return Reply.empty(200);
  }

  private static String done(NodeLife.Outcome outcome) {
    return switch (outcome) {
      case NodeLife.Outcome.Done(String nodeId) -> nodeId;
      case NodeLife.Outcome.Refused(var refusal) -> throw Refusals.node(refusal);
    };
  }

  private Reply update(Request request) throws IOException, InterruptedException {
    cluster.requireManager();
    ObjectNode body = Body.object(request);
    UnsignedNumbers.checkSwarm(body);
    long version = Versions.of(request, "swarm");
    keepOwnFields(request, body, version);
    SwarmSpec spec = Body.bind(body, SwarmSpec.class);
    var query = request.query();
    var rotate =
        new Command.Rotation(
            query.flag("rotateWorkerToken"),
            query.flag("rotateManagerToken"),
            query.flag("rotateManagerUnlockKey"));
    if (!spec.name().isEmpty() && !spec.name().equals("default")) {
      throw ApiError.badRequest("swarm spec must be named \"default\"");
    }
    cluster.submit(request, new Command.UpdateSwarm(version, spec, rotate));
    return Reply.empty(200);
  }

  /**
   * Compares with the spec the client has read: one of another version is refused by the leader.
   */
  private void keepOwnFields(Request request, ObjectNode spec, long version)
      throws InterruptedException {
    ClusterState known = cluster.local().image().cluster();
    if (known == null || known.swarm().version().index() != version) {
      known = cluster.image(request).cluster();
    }
    if (known != null) {
      OwnFields.keep(spec, known.swarm().spec());
    }
  }

  private Reply unlockKey(Request request) throws InterruptedException {
    ClusterState state = state(request);
    boolean locks = state.swarm().spec().encryptionConfig().autoLockManagers();
    return Answers.ok(new UnlockKeyResponse(locks ? state.unlockKey() : ""));
  }

  private Reply unlock(Request request) throws IOException, InterruptedException {
    UnlockRequest unlock = Body.read(request, UnlockRequest.class);
    switch (life.standing().get()) {
      case Standing.Locked() -> done(life.unlock().run(unlock.unlockKey()));
      case Standing.Inactive() -> throw ApiError.unavailable(Cluster.INACTIVE);
      case Standing.Starting _, Standing.Broken _, Standing.Worker _, Standing.Manager _ ->
          throw ApiError.conflict("swarm is not locked");
    }
    return Reply.empty(200);
  }
}
