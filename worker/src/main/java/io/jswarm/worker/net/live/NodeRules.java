package io.jswarm.worker.net.live;

import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Segment;
import io.jswarm.ingress.table.Egress;
import io.jswarm.ingress.table.Host;
import io.jswarm.ingress.table.HostRules;
import io.jswarm.ingress.table.OtherNode;
import io.jswarm.ingress.table.ReturnPath;
import io.jswarm.ingress.table.Secrets;
import io.jswarm.overlaynet.SharedMap;
import io.jswarm.overlaynet.balance.Sandbox;
import io.jswarm.overlaynet.balance.SandboxRules;
import io.jswarm.overlaynet.nft.Ruleset;
import io.jswarm.overlaynet.plan.Facts;
import io.jswarm.overlaynet.plan.Names;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The packet rules of the host and of every sandbox. For the data path's own thread. */
final class NodeRules {
  private final Namespaces namespaces;
  private final RuleSync host;
  private final RuleSync egress;
  private final DockerChain docker;
  private boolean doubted = true;

  /** By the name of the sandbox. */
  private final Map<String, RuleSync> sandboxes = new HashMap<>();

  /** What was made last is what the next is made of: most of it stays. */
  private @Nullable Made<Host> madeOnHost;

  private @Nullable Made<SortedMap<String, OtherNode>> madeAtEgress;

  /** By the name of the sandbox. */
  private final Map<String, Made<Sandbox>> madeInSandboxes = new HashMap<>();

  /** Rules and what they say. */
  private record Made<T>(T what, Ruleset rules) {}

  NodeRules(Namespaces namespaces) {
    this.namespaces = namespaces;
    this.host = new RuleSync(namespaces.host());
    this.egress = new RuleSync(namespaces.host());
    this.docker = new DockerChain(namespaces.host());
  }

  /** Looks at what is there before the next change. */
  void doubt() {
    doubted = true;
    host.doubt();
    egress.doubt();
    sandboxes.values().forEach(RuleSync::doubt);
  }

  /** Makes the host's rules hold; returns what failed, by what it is about. */
  Map<String, IOException> onHost(TrafficRules rules) throws IOException {
    Map<String, IOException> failures = new HashMap<>();
    Facts facts = rules.facts();
    Optional<Segment> fabric = facts.segment(NetworkFact.FABRIC);
    Optional<NetworkFact.Peer> self = rules.self();
    if (fabric.isPresent() && self.isPresent()) {
      Host wanted = rules.host(fabric.get(), self.get());
      host.to(hostRules(wanted)).ifPresent(e -> failures.put("rules " + Names.FABRIC_DEVICE, e));
      egress.to(egressRules(wanted.others())).ifPresent(e -> failures.put(Shortcomings.EGRESS, e));
    }
    if (doubted) {
      docker.open();
      doubted = false;
    }
    return failures;
  }

  private Ruleset hostRules(Host wanted) {
    Made<Host> before = madeOnHost;
    Ruleset rules =
        before == null
            ? HostRules.of(wanted, ReturnPath.REWRITTEN)
            : HostRules.of(wanted, ReturnPath.REWRITTEN, before.what, before.rules);
    madeOnHost = new Made<>(wanted, rules);
    return rules;
  }

  private Ruleset egressRules(SortedMap<String, OtherNode> others) {
    Made<SortedMap<String, OtherNode>> before = madeAtEgress;
    if (before != null && before.what.equals(others)) {
      return before.rules;
    }
    Ruleset rules = Egress.rules(others);
    madeAtEgress = new Made<>(others, rules);
    return rules;
  }

  /** Makes those of the sandboxes hold; returns what failed, by what it is about. */
  Map<String, IOException> inSandboxes(TrafficRules rules, List<Segment> overlays)
      throws IOException {
    Map<String, IOException> failures = new HashMap<>();
    for (Segment segment : overlays) {
      String name = Names.sandbox(segment.networkId());
      RuleSync sandbox = sandboxes.get(name);
      if (sandbox == null) {
        sandbox = new RuleSync(namespaces.ensureSandbox(segment.networkId()));
        sandboxes.put(name, sandbox);
      }
      sandbox
          .to(sandboxRules(name, rules.sandbox(segment)))
          .ifPresent(e -> failures.put("rules " + Names.OVERLAY_DEVICE + " " + name, e));
    }
    return failures;
  }

  private Ruleset sandboxRules(String name, Sandbox wanted) {
    Made<Sandbox> before = madeInSandboxes.get(name);
    Ruleset rules =
        before == null
            ? SandboxRules.of(wanted)
            : SandboxRules.of(wanted, before.what, before.rules);
    madeInSandboxes.put(name, new Made<>(wanted, rules));
    return rules;
  }

  /** The sandbox is gone, and its rules with it. */
  void forget(String sandbox) {
    sandboxes.remove(sandbox);
    madeInSandboxes.remove(sandbox);
  }

  /** Takes the host's tables away. */
  void erase() throws IOException {
    Host nothing =
        new Host(
            List.of(),
            List.of("192.0.2.0/24"),
            "192.0.2.0",
            Collections.emptySortedMap(),
            Collections.emptySortedMap(),
            Collections.emptySortedSet(),
            Secrets.NONE,
            SharedMap.empty());
    Ruleset any = HostRules.of(nothing, ReturnPath.REWRITTEN);
    docker.close();
    host.erase(any);
    egress.erase(Egress.rules(nothing.others()));
  }
}
