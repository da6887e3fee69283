package io.jswarm.lab.bench.group;

import java.util.List;
import java.util.stream.Collectors;

/** All groups, in the order in which they are run. */
public final class Groups {
  /** Memory first: later its daemons are no longer fresh. */
  private static final List<Group> ALL =
      List.of(
          new Memory(),
          new Deploy(),
          new ContainerKill(),
          new WorkerLoss(WorkerLoss.Kind.POWER),
          new LeaderLoss(),
          new AllManagers(),
          new Creates(),
          new Scale(),
          new RollingUpdate(),
          new Latency(),
          new WorkerLoss(WorkerLoss.Kind.PARTITION),
          new JoinLeave(),
          new Reach(),
          new Gone(),
          new Throughput(),
          new Connections(),
          new Crowd());

  private Groups() {}

  public static List<Group> all() {
    return ALL;
  }

  /**
   * The group called so.
   *
   * @throws IllegalArgumentException with the names there are
   */
  public static Group named(String title) {
    return ALL.stream()
        .filter(group -> group.title().equals(title))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "there is no group '"
                    + title
                    + "'; there are: "
                    + ALL.stream().map(Group::title).collect(Collectors.joining(", "))));
  }
}
