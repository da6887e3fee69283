package io.jswarm.worker.net.live;

import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Segment;
import io.jswarm.ingress.table.Egress;
import io.jswarm.ingress.table.Host;
import io.jswarm.ingress.table.HostRules;
import io.jswarm.ingress.table.ReturnPath;
import io.jswarm.ingress.table.Secrets;
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

/** The packet rules of the host and of every sandbox. For the data path's own thread. */
final class NodeRules {
  private final Namespaces namespaces;
  private final RuleSync host;
  private final RuleSync egress;
  private final DockerChain docker;
  private boolean doubted = true;

  /** By the name of the sandbox. */
  private final Map<String, RuleSync> sandboxes = new HashMap<>();

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
      host.to(HostRules.of(wanted, ReturnPath.REWRITTEN))
          .ifPresent(e -> failures.put("rules " + Names.FABRIC_DEVICE, e));
      egress.to(Egress.rules(wanted.others())).ifPresent(e -> failures.put(Shortcomings.EGRESS, e));
    }
    if (doubted) {
      docker.open();
      doubted = false;
    }
    return failures;
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
          .to(SandboxRules.of(rules.sandbox(segment)))
          .ifPresent(e -> failures.put("rules " + Names.OVERLAY_DEVICE + " " + name, e));
    }
    return failures;
  }

  /** The sandbox is gone, and its rules with it. */
  void forget(String sandbox) {
    sandboxes.remove(sandbox);
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
            List.of());
    Ruleset any = HostRules.of(nothing, ReturnPath.REWRITTEN);
    docker.close();
    host.erase(any);
    egress.erase(Egress.rules(nothing.others()));
  }
}
