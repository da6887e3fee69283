package io.jswarm.lab.bench.group;

import io.jswarm.lab.bench.cluster.Cluster;
import io.jswarm.lab.bench.cluster.Services;
import io.jswarm.lab.bench.cluster.Specs;
import io.jswarm.lab.bench.cluster.Watch;
import io.jswarm.lab.bench.sample.Contender;
import io.jswarm.lab.bench.sample.Recorder;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.wire.Call;
import io.jswarm.lab.wire.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * The leader's host loses its power. Through another manager: until a read names a new leader,
 * until a service is created, until that service's task runs, until the dead node is called down.
 * Then the host is switched on: until its API answers, and until the cluster is settled.
 */
final class LeaderLoss implements Group {
  private static final int REPLICAS = 10;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(50);

  @Override
  public String title() {
    return "leader";
  }

  /** Swarm spends most of a minute on each, and its samples differ little. */
  @Override
  public int samples(int wanted, Contender contender) {
    return contender == Contender.JSWARM ? wanted : Group.half(wanted);
  }

  @Override
  public double secondsPerSample(Contender contender) {
    return contender == Contender.JSWARM ? 16 : 33;
  }

  @Override
  public void measure(Cluster cluster, Recorder recorder, int samples)
      throws IOException, InterruptedException {
    new Services(cluster.leader()).deploy("calm", Specs.sleepers("calm", REPLICAS), REPLICAS);
    for (int round = 0; round < samples; round++) {
      cluster.settle();
      LabHost leader = cluster.leader();
      // That the node is called down takes most of a minute: it is waited for in the first round.
      sample(leader, cluster.managerBut(leader, round), recorder, round == 0);
      Watch back = Watch.start();
      leader.powerOn();
      recorder.seconds("leader_restart_api", back.seconds());
      recorder.seconds("leader_restart_settled", back.until(LIMIT, POLL, cluster::isSettled));
      Cluster.ask(leader, Call.delete("/services/after"));
    }
    cluster.remove("calm");
  }

  private static void sample(LabHost leader, LabHost other, Recorder recorder, boolean waitForDown)
      throws IOException, InterruptedException {
    var services = new Services(other);
    Watch watch = Watch.start();
    leader.powerOff();
    var read =
        new Ask(
            watch,
            Cluster.engine(other),
            Call.get("/nodes"),
            reply -> reply.succeeded() && namesANewLeader(reply, leader));
    var create =
        new Ask(
            watch,
            Cluster.engine(other),
            Call.post("/services/create", Specs.sleepers("after", 1)),
            reply -> reply.status() == 201);
    Map<String, Object> hosts = Map.of("killed", leader.index(), "via", other.index());
    recorder.seconds("leader_read", read.await(), read.sayings());
    recorder.seconds("leader_create", create.await(), create.sayings());
    recorder.seconds("leader_new_task_runs", services.await(watch, "after", 1, POLL), hosts);
    if (waitForDown) {
      recorder.seconds(
          "leader_node_down", watch.until(LIMIT, POLL, () -> isDown(other, leader)), hosts);
    }
  }

  private static boolean namesANewLeader(Reply nodes, LabHost old) {
    return StreamSupport.stream(nodes.json().spliterator(), false)
        .anyMatch(node -> Cluster.leads(node) && !Cluster.hostname(node).equals(old.hostname()));
  }

  private static boolean isDown(LabHost via, LabHost host) throws IOException {
    return Cluster.node(via, host).map(Cluster::state).orElse("").equals("down");
  }
}
