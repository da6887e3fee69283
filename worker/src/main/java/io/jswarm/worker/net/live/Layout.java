package io.jswarm.worker.net.live;

import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Segment;
import io.jswarm.overlaynet.plan.ContainerEnds;
import io.jswarm.overlaynet.plan.Facts;
import io.jswarm.overlaynet.plan.HostPlan;
import io.jswarm.overlaynet.plan.Join;
import io.jswarm.overlaynet.plan.SandboxPlan;
import io.jswarm.overlaynet.plan.Underlay;
import io.jswarm.overlaynet.state.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the namespaces of this node should hold. It follows from nodes, networks, blocks and this
 * node's containers, and is the same object for as long as those are the same: who can be called
 * changes far more often.
 *
 * @param ground the facts it was made from
 * @param secret the encrypted ways it was made with
 * @param members the tasks it was made for
 * @param overlays the networks that need a sandbox here
 * @param sandboxes by network
 * @param containers by container
 */
record Layout(
    List<NetworkFact> ground,
    @Nullable Underlay underlay,
    Tunnels.@Nullable Ways secret,
    List<LocalTask> members,
    List<Join> joins,
    List<Segment> overlays,
    List<Entry> host,
    Map<String, List<Entry>> sandboxes,
    Map<String, List<Entry>> containers) {
  /** Of a node that knows nothing yet. */
  static final Layout NONE =
      new Layout(
          List.of(), null, null, List.of(), List.of(), List.of(), List.of(), Map.of(), Map.of());

  /** By these facts and containers instead. */
  Layout with(
      Facts facts, String nodeId, Underlay below, Tunnels.Ways ways, Collection<LocalTask> tasks) {
    List<NetworkFact> now = facts.ground();
    List<LocalTask> local = List.copyOf(tasks);
    if (now.equals(ground)
        && below.equals(underlay)
        && ways.equals(secret)
        && local.equals(members)) {
      return this;
    }
    List<Join> joined = local.stream().map(each -> each.join(below.v6())).toList();
    List<Segment> networks = overlays(facts, joined);
    Map<String, List<Entry>> inSandboxes = new LinkedHashMap<>();
    for (Segment each : networks) {
      List<Join> members = joined.stream().filter(join -> isOn(join, each)).toList();
      inSandboxes.put(
          each.networkId(), SandboxPlan.of(facts, nodeId, each, below, ways.outer(), members));
    }
    Map<String, List<Entry>> inContainers = new LinkedHashMap<>();
    joined.forEach(
        join -> inContainers.put(join.containerId(), ContainerEnds.of(facts, below, join)));
    List<Entry> onHost = new ArrayList<>(HostPlan.of(facts, nodeId, below, joined));
    onHost.addAll(ways.onHost());
    return new Layout(
        now,
        below,
        ways,
        local,
        joined,
        networks,
        Collections.unmodifiableList(onHost),
        Collections.unmodifiableMap(inSandboxes),
        Collections.unmodifiableMap(inContainers));
  }

  private static List<Segment> overlays(Facts facts, List<Join> joins) {
    Set<String> networks = new TreeSet<>();
    joins.forEach(join -> join.memberships().forEach(each -> networks.add(each.networkId())));
    networks.remove(NetworkFact.FABRIC);
    return networks.stream().flatMap(each -> facts.segment(each).stream()).toList();
  }

  private static boolean isOn(Join join, Segment segment) {
    return join.memberships().stream()
        .anyMatch(each -> each.networkId().equals(segment.networkId()));
  }
}
