package io.jswarm.lab.sidebyside.verdict;

import io.jswarm.lab.sidebyside.verdict.KnownDifference.Kind;
import java.util.List;

/** The differences that were looked into. */
public final class KnownDifferences {
  private static final String WHY_UNKNOWN =
      "What runs on a node that is down is not known: it is said to be so, and not counted.";
  private static final String WHY_LOST = "The error says why the container ended.";
  private static final String WHY_ENFORCED =
      "The node stops the task first, and what is told of it is what the node did; Docker calls it rejected while it still runs.";
  private static final String WHY_START =
      "A program that cannot be started is found out while the container is made, so the task is rejected; Docker finds out one step"
          + " later and calls it failed.";
  private static final String WHY_PULL = "The error says what became of the pull as well.";
  private static final String WHY_HEALTH =
      "A task that was stopped for its health has failed, whatever its program's exit code is; Docker 20.10 calls it complete when that"
          + " is 0, and a policy of on-failure does not replace it.";
  private static final String WHY_SENSE =
      "What makes no sense is refused; Docker takes it and passes over it.";
  private static final String WHY_CODE =
      "A spec that makes no sense is the caller's fault (400); Docker says that it does not know whose (500).";
  private static final String WHY_DRIVER =
      "A log driver that no node can have is refused at once, and not looked for on nodes for ever.";
  private static final String WHY_JOBS =
      "Tasks of a job that was removed, or that runs again, are taken away with their containers; Docker 20.10 keeps them.";
  private static final String WHY_VIRTUAL =
      "Docker's virtual addresses are not reached in this lab, ours are.";

  private static final List<KnownDifference> ALL =
      List.of(
          intended(
              "names",
              "logs --raw dns",
              "nameserver 169.254.1.1",
              "nameserver 10.9.8.7",
              "Containers ask their node's name server, which asks the given ones: names of services work on every network."),
          intended(
              "global-follows-a-label-that-goes",
              "outcome",
              "shutdown/shutdown",
              "shutdown/rejected",
              WHY_ENFORCED),
          intended(
              "a-label-that-goes-moves-tasks",
              "outcome",
              "shutdown/shutdown",
              "shutdown/rejected",
              WHY_ENFORCED),
          intended(
              "a-program-that-is-not-there",
              "outcome",
              "shutdown/rejected",
              "shutdown/failed",
              WHY_START),
          intended(
              "a-program-that-is-not-there",
              "service ps",
              "creating the container",
              "starting container failed",
              WHY_START),
          intended(
              "a-program-that-is-no-program",
              "outcome",
              "shutdown/rejected",
              "shutdown/failed",
              WHY_START),
          intended(
              "a-user-that-is-not-there",
              "outcome",
              "shutdown/rejected",
              "shutdown/failed",
              WHY_START),
          intended(
              "an-image-that-is-not-there",
              "outcome",
              "(pulling nosuch:latest",
              "No such image: nosuch:latest",
              WHY_PULL),
          intended(
              "an-image-that-is-not-there",
              "service ps",
              "(pulling nosuch:latest",
              "No such image: nosuch:latest",
              WHY_PULL),
          intended(
              "an-image-that-is-not-there-pauses",
              "outcome",
              "(pulling nosuch:latest",
              "No such image: nosuch:latest",
              WHY_PULL),
          intended(
              "bad-kernel-setting", "outcome", "shutdown/rejected", "shutdown/failed", WHY_START),
          intended(
              "bad-log-driver", "service create", "log drivers other than", "<id>", WHY_DRIVER),
          intended(
              "bad-log-driver",
              "outcome",
              "there is no service web",
              "missing plugin on 3 nodes",
              WHY_DRIVER),
          intended("job-removed", "until there are no tasks", "", "did not come", WHY_JOBS),
          intended(
              "job-forced-again",
              "outcome",
              "2 x complete/complete busybox:latest",
              "-> complete/complete",
              WHY_JOBS),
          intended(
              "job-scaled",
              "outcome",
              "3 x complete/complete busybox:latest",
              "-> complete/complete",
              WHY_JOBS),
          intended("called-by-name", "until all tasks", "", "did not come", WHY_VIRTUAL),
          intended("called-by-name", "logs --raw", "nogroup:x:65534:", "", WHY_VIRTUAL),
          intended(
              "out-of-memory",
              "outcome",
              "non-zero exit (137): out of memory",
              "non-zero exit (137)",
              WHY_LOST),
          intended("never-healthy", "outcome", "shutdown/failed", "shutdown/complete", WHY_HEALTH),
          intended(
              "healthy-and-then-not",
              "outcome",
              "shutdown/failed",
              "shutdown/complete",
              WHY_HEALTH),
          intended(
              "never-healthy-and-replaced",
              "outcome",
              "shutdown/failed",
              "shutdown/complete",
              WHY_HEALTH),
          intended(
              "network-in-use",
              "network rm",
              "(web)",
              "is in use by service <id>",
              "The sentence also names the services."),
          intended(
              "port-of-a-host",
              "service ps",
              "*:8088->80/tcp",
              "*:8088->80/tcp,*:8088->80/tcp",
              "A port is listed once, and not once for each family of addresses."),
          intended(
              "ports-added-and-removed",
              "outcome",
              "1 x running/running",
              "shutdown/shutdown",
              "Published ports belong to nodes, so that changing them restarts no task."),
          intended(
              "nodes-listed",
              "membership=accepted",
              "jsw-h1",
              "",
              "Docker's filter by membership looks for the opposite."),
          intended(
              "nodes-listed",
              "membership=pending",
              "",
              "jsw-h1",
              "Docker's filter by membership looks for the opposite."),
          intended(
              "info-of-a-manager",
              "info",
              "\"HeartbeatPeriod\":1000000000",
              "\"HeartbeatPeriod\":5000000000",
              "Nodes are heard every second, so that a lost one is replaced after three."),
          intended(
              "worker-lost-and-back",
              "outcome of web",
              "whether this runs is not known",
              "running 4 of 3",
              WHY_UNKNOWN),
          intended(
              "worker-lost-and-back",
              "outcome of agent",
              "whether this runs is not known",
              "running 3 of 2",
              WHY_UNKNOWN),
          intended(
              "worker-lost-and-back",
              "outcome of web",
              "the node went down",
              "non-zero exit (255)",
              WHY_LOST),
          intended(
              "worker-lost-and-back",
              "outcome of agent",
              "the node went down",
              "non-zero exit (255)",
              WHY_LOST),
          intended(
              "pinned-to-a-lost-worker",
              "outcome of web",
              "whether this runs is not known",
              "running 1 of 1",
              WHY_UNKNOWN),
          intended("pinned-to-a-lost-worker", "service ls", "0/1", "1/1", WHY_UNKNOWN),
          intended(
              "pinned-to-a-lost-worker",
              "outcome of web",
              "the node went down",
              "non-zero exit (255)",
              WHY_LOST),
          intended(
              "bad-times",
              "--stop-grace-period -1s",
              "stop-grace-period cannot be negative",
              "<id>",
              WHY_SENSE),
          intended(
              "bad-times",
              "--rollback-delay -1s",
              "rollback-delay cannot be negative",
              "<id>",
              WHY_SENSE),
          intended("bad-times", "service rm web", "No such service", "web", WHY_SENSE),
          intended(
              "bad-words",
              "--rollback-failure-action rollback",
              "unrecognized rollback failure action rollback",
              "<id>",
              WHY_SENSE),
          intended("bad-words", "--isolation hyperv", "nodes run Linux", "<id>", WHY_SENSE),
          intended("bad-words", "service rm web", "No such service", "web", WHY_SENSE),
          intended(
              "bad-words",
              "--rollback-order both",
              "unrecognized rollback order both",
              "unrecognized update order both",
              "The sentence names the flag that was given."),
          intended(
              "bad-constraints",
              "node.role busy",
              "InvalidArgument desc",
              "Unknown desc",
              WHY_CODE),
          intended(
              "bad-constraints",
              "node.role=worker",
              "InvalidArgument desc",
              "Unknown desc",
              WHY_CODE),
          intended("bad-constraints", "wor#ker", "InvalidArgument desc", "Unknown desc", WHY_CODE),
          intended(
              "bad-constraints", "'=worker'", "InvalidArgument desc", "Unknown desc", WHY_CODE),
          intended(
              "bad-constraints",
              "node.role>worker",
              "InvalidArgument desc",
              "Unknown desc",
              WHY_CODE),
          intended(
              "bad-constraints", "no de==x", "InvalidArgument desc", "Unknown desc", WHY_CODE));

  private KnownDifferences() {}

  public static List<KnownDifference> all() {
    return ALL;
  }

  private static KnownDifference intended(
      String scenario, String step, String ours, String dockers, String reason) {
    return new KnownDifference(Kind.INTENDED, scenario, step, ours, dockers, reason);
  }
}
