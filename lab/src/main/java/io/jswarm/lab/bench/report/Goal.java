package io.jswarm.lab.bench.report;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A figure that must be reached.
 *
 * @param quietSwarm what real Swarm took on this kind of machine with nothing else running; on a
 *     noisy machine the same ratio to Swarm counts, measured in the same run
 */
record Goal(String what, String figure, Better better, OptionalDouble quietSwarm, Bounds bounds) {
  /** Which way a figure is better. */
  enum Better {
    LOWER,
    HIGHER;

    boolean reaches(double value, double bound) {
      return this == LOWER ? value <= bound : value >= bound;
    }

    String sign() {
      return this == LOWER ? "≤" : "≥";
    }
  }

  /** What must be reached, and what is aimed at. */
  record Bounds(double must, double aim) {}

  static final List<Goal> ALL =
      List.of(
          time(
              "leader power loss → a create succeeds through another manager",
              "leader_create",
              14.0,
              3,
              1),
          time("worker power loss → 20 of 20 running elsewhere", "worker_replaced", 19.8, 6, 4),
          time(
              "`kill -9` a container → its replacement runs (no delay given)",
              "kill_no_delay",
              5.5,
              0.6,
              0.2),
          time("create with 1 replica → running", "deploy_1", 0.6, 0.4, 0.15),
          time("create with 50 replicas → all running", "deploy_50", 7.8, 4, 2),
          time("create with 100 replicas → all running", "deploy_100", 15.5, 8, 4),
          time("all managers killed and restarted → writes work", "managers_write", 17.8, 8, 4),
          time(
              "all managers killed and restarted → all tasks running",
              "managers_tasks_run",
              26.5,
              12,
              6),
          rate(
              "creates/s through the leader, 1 client",
              "creates_leader_1",
              OptionalDouble.of(194),
              250,
              400),
          rate(
              "creates/s through the leader, 8 clients",
              "creates_leader_8",
              OptionalDouble.of(252),
              700,
              1500),
          rate(
              "creates/s through the leader, 64 clients",
              "creates_leader_64",
              OptionalDouble.empty(),
              1500,
              5000),
          size("RSS of the daemon on a manager, 100 tasks", "memory_daemon_manager_100", 300, 200),
          size("RSS of the daemon on a worker, 100 tasks", "memory_daemon_worker_100", 130, 100),
          size("RSS of helper processes per task", "memory_helpers_per_task", 3, 1),
          most("task runs → answers through every node, 99 % within", "reach_p99", 0.3, 0.1),
          most("task killed → no connection fails any more, 99 % within", "gone_p99", 0.3, 0.3),
          least("speed, between containers : between hosts", "throughput_ratio_vxlan", 0.75),
          least("speed, through a virtual address : without", "throughput_ratio_vip", 0.95),
          most("CPU of a connection, published port : haproxy", "connection_ratio_remote", 1, 1),
          most("… among 1,000 services : 2, published port", "crowd_ingress_growth", 1.3, 1.3),
          most("… among 1,000 services : 2, virtual address", "crowd_vip_growth", 1.3, 1.3),
          most("a task more or less among 1,000 services, in ms", "crowd_change", 10, 10));

  private static Goal time(String what, String figure, double quietSwarm, double must, double aim) {
    return new Goal(
        what, figure, Better.LOWER, OptionalDouble.of(quietSwarm), new Bounds(must, aim));
  }

  private static Goal rate(
      String what, String figure, OptionalDouble quietSwarm, double must, double aim) {
    return new Goal(what, figure, Better.HIGHER, quietSwarm, new Bounds(must, aim));
  }

  private static Goal most(String what, String figure, double must, double aim) {
    return size(what, figure, must, aim);
  }

  private static Goal least(String what, String figure, double must) {
    return rate(what, figure, OptionalDouble.empty(), must, must);
  }

  private static Goal size(String what, String figure, double must, double aim) {
    return new Goal(what, figure, Better.LOWER, OptionalDouble.empty(), new Bounds(must, aim));
  }

  /** What the value has reached, in a word. */
  String verdict(double value, OptionalDouble ratioToSwarm) {
    if (better.reaches(value, bounds.aim)) {
      return "aim";
    }
    if (better.reaches(value, bounds.must)) {
      return "yes";
    }
    boolean byRatio =
        quietSwarm.isPresent()
            && ratioToSwarm.isPresent()
            && better.reaches(ratioToSwarm.getAsDouble(), bounds.must / quietSwarm.getAsDouble());
    return byRatio ? "by ratio" : "**no**";
  }
}
