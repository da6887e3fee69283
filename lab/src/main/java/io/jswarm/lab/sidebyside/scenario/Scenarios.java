package io.jswarm.lab.sidebyside.scenario;

import io.jswarm.lab.sidebyside.script.Scenario;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** All of them, by group. */
public final class Scenarios {
  private Scenarios() {}

  public static SequencedMap<String, List<Scenario>> all() {
    SequencedMap<String, List<Scenario>> groups = new LinkedHashMap<>();
    groups.put("services", Services.ALL);
    groups.put("containers", Containers.ALL);
    groups.put("global", GlobalServices.ALL);
    groups.put("restarts", Restarts.ALL);
    groups.put("updates", Updates.ALL);
    groups.put("failures", FailingUpdates.ALL);
    groups.put("rollbacks", Rollbacks.ALL);
    groups.put("placement", Placement.ALL);
    groups.put("pending", Pending.ALL);
    groups.put("health", Health.ALL);
    groups.put("payloads", Payloads.ALL);
    groups.put("networks", Networks.ALL);
    groups.put("mounts", Mounts.ALL);
    groups.put("nodes", Nodes.ALL);
    groups.put("loss", Loss.ALL);
    groups.put("lists", Lists.ALL);
    groups.put("refusals", Refusals.ALL);
    // Last: of jobs that are removed, Docker keeps the tasks.
    groups.put("jobs", Jobs.ALL);
    return groups;
  }
}
