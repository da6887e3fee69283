package io.jswarm.cli.service;

import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Ports published on every node, runs of them drawn together: {@code *:80-81->80-81/tcp}; with an
 * address in place of the star when only it answers.
 */
final class PublishedPorts {
  private static final Comparator<JsonObject> ORDER =
      Comparator.<JsonObject, String>comparing(port -> port.text("Protocol"))
          .thenComparing(port -> port.text("HostIp"))
          .thenComparingLong(port -> port.number("PublishedPort"));

  private final String protocol;
  private final String hostIp;
  private final long firstPublished;
  private final long firstTarget;
  private long lastPublished;
  private long lastTarget;

  private PublishedPorts(JsonObject port) {
    protocol = port.text("Protocol");
    hostIp = port.text("HostIp");
    firstPublished = lastPublished = port.number("PublishedPort");
    firstTarget = lastTarget = port.number("TargetPort");
  }

  static String text(List<JsonObject> ports) {
    List<JsonObject> sorted = new ArrayList<>(ports);
    sorted.removeIf(port -> !port.text("PublishMode").equals("ingress"));
    sorted.sort(ORDER);
    List<PublishedPorts> runs = new ArrayList<>();
    for (JsonObject port : sorted) {
      if (runs.isEmpty() || !runs.getLast().extendBy(port)) {
        runs.add(new PublishedPorts(port));
      }
    }
    List<String> texts = new ArrayList<>();
    for (PublishedPorts run : runs) {
      texts.add(run.toString());
    }
    return String.join(", ", texts);
  }

  /** Takes the port into the run when it follows on; a run of targets takes no target twice. */
  private boolean extendBy(JsonObject port) {
    long target = port.number("TargetPort");
    boolean isRange = lastTarget != firstTarget;
    boolean follows =
        port.text("Protocol").equals(protocol)
            && port.text("HostIp").equals(hostIp)
            && port.number("PublishedPort") - lastPublished <= 1
            && target - lastTarget <= 1
            && target >= lastTarget
            && !(isRange && target <= lastTarget);
    if (follows) {
      lastPublished = port.number("PublishedPort");
      lastTarget = target;
    }
    return follows;
  }

  private static String range(long first, long last) {
    return last > first ? first + "-" + last : String.valueOf(first);
  }

  @Override
  public String toString() {
    return (hostIp.isEmpty() ? "*" : IpAddress.bracketed(hostIp))
        + ":"
        + range(firstPublished, lastPublished)
        + "->"
        + range(firstTarget, lastTarget)
        + "/"
        + protocol;
  }
}
