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
    groups.put("services", Services.all());
    groups.put("containers", Containers.all());
    groups.put("global", GlobalServices.all());
    groups.put("restarts", Restarts.all());
    groups.put("updates", Updates.all());
    groups.put("failures", FailingUpdates.all());
    groups.put("rollbacks", Rollbacks.all());
    groups.put("placement", Placement.all());
    groups.put("pending", Pending.all());
    groups.put("health", Health.all());
    groups.put("payloads", Payloads.all());
    groups.put("networks", Networks.all());
    groups.put("mounts", Mounts.all());
    groups.put("nodes", Nodes.all());
    groups.put("loss", Loss.all());
    groups.put("lists", Lists.all());
    groups.put("refusals", Refusals.all());
    // Last: of jobs that are removed, Docker keeps the tasks.
    groups.put("jobs", Jobs.all());
    return groups;
  }
}
