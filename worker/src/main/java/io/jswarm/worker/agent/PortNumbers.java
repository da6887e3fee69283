package io.jswarm.worker.agent;

import io.jswarm.api.model.PortConfig;
import io.jswarm.api.rpc.ManagerMessage.Assignment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Numbers for published ports that leave theirs to the node (mode {@code host} without a number). A
 * task keeps its own for life; no two tasks of the node have the same.
 */
final class PortNumbers {
  /** Above those that managers choose, where Docker takes them too. */
  static final int FIRST = 32_768;

  static final int LAST = 60_999;
  private static final int COUNT = LAST - FIRST + 1;

  private PortNumbers() {}

  /**
   * The same assignment with a number for each of its ports; a port stays without when none is
   * left.
   *
   * @param held what this node has been assigned before, which may be the same task
   */
  static Assignment complete(Assignment told, Stream<Assignment> held) {
    if (told.hostPorts().stream().allMatch(port -> port.publishedPort() != 0)) {
      return told;
    }
    String taskId = told.task().id();
    List<PortConfig> own = new ArrayList<>();
    List<PortConfig> taken = new ArrayList<>(told.hostPorts());
    held.forEach(each -> (each.task().id().equals(taskId) ? own : taken).addAll(each.hostPorts()));
    List<PortConfig> ports = new ArrayList<>();
    for (PortConfig port : told.hostPorts()) {
      PortConfig numbered = port.publishedPort() != 0 ? port : number(port, taskId, own, taken);
      taken.add(numbered);
      ports.add(numbered);
    }
    return told.withHostPorts(ports);
  }

  private static PortConfig number(
      PortConfig port, String taskId, List<PortConfig> own, List<PortConfig> taken) {
    int start = Math.floorMod(taskId.hashCode(), COUNT);
    Stream<PortConfig> kept = own.stream().filter(each -> each.withPublishedPort(0).equals(port));
    Stream<PortConfig> others =
        Stream.iterate(0, i -> i < COUNT, i -> i + 1)
            .map(i -> port.withPublishedPort(FIRST + (start + i) % COUNT));
    return Stream.concat(kept, others)
        .filter(each -> taken.stream().noneMatch(each::collidesWith))
        .findFirst()
        .orElse(port);
  }
}
