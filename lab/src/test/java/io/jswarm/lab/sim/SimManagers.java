package io.jswarm.lab.sim;

import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import io.jswarm.manager.writer.WriterInput;
import io.jswarm.raftstore.crypt.KeyRing;
import io.jswarm.raftstore.crypt.Sealer;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.log.LogStatus;
import io.jswarm.raftstore.log.MemberChange;
import io.jswarm.raftstore.log.ReplicatedState;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which hosts of a simulated cluster have a manager's log, and the managers that run there. */
final class SimManagers {
  private static final Sealer SEALER = sealer();

  /** So long a daemon that ends waits until another leads, as the real one. */
  static final Duration HAND_OVER_MAX = Duration.ofSeconds(1);

  private final SimCluster world;
  private final Map<String, ManagerProcess> running = new TreeMap<>();

  /** The id a host's log has among the others. */
  private final Map<String, String> peerIds = new TreeMap<>();

  SimManagers(SimCluster world) {
    this.world = world;
  }

  private static Sealer sealer() {
    SecureRandom secure = new SecureRandom();
    KeyRing ring = KeyRing.generate(secure);
    return new Sealer(() -> ring, secure);
  }

  // ---- who there is ----

  /** The running process of a host's manager, or null. */
  @Nullable ManagerProcess get(String host) {
    return running.get(host);
  }

  List<ManagerProcess> running() {
    return List.copyOf(running.values());
  }

  /** The hosts with a manager's log, whether its process runs or not. */
  List<String> hosts() {
    return List.copyOf(peerIds.keySet());
  }

  /** What a manager is called in the log; its host's name if it is none any more. */
  String peerId(String host) {
    return peerIds.getOrDefault(host, host);
  }

  List<ManagerAddress> addresses() {
    return hosts().stream().map(host -> new ManagerAddress(host, host + ":2377")).toList();
  }

  /** The manager that leads and knows it; null while there is none. */
  @Nullable ManagerProcess leader() {
    String peerId = world.logs().leaderId();
    return running.values().stream()
        .filter(manager -> manager.peerId.equals(peerId) && manager.leader.isHere())
        .findFirst()
        .orElse(null);
  }

  /** The newest image any manager has. */
  ClusterImage newestImage() {
    ClusterImage newest = ClusterImage.EMPTY;
    for (ManagerProcess manager : running.values()) {
      ClusterImage image = manager.store.image();
      newest = image.round() > newest.round() ? image : newest;
    }
    return newest;
  }

  // ---- their beginning ----

  /** A host is to be one of the founders. */
  void expect(String host) {
    peerIds.put(host, host);
  }

  /** The first of those that are expected founds a cluster, and lets the others in. */
  void found(Set<String> nodeIds) {
    List<String> hosts = hosts();
    ManagerProcess first = start(hosts.getFirst(), true);
    world.until("the first manager leads", () -> leader() != null);
    first.writer.found(new WriterInput.Founding(Founding.of(hosts, nodeIds)));
    world.until("the cluster is written", () -> first.store.image().cluster() != null);
    for (String host : hosts.subList(1, hosts.size())) {
      join(start(host, false));
    }
  }

  private void join(ManagerProcess newcomer) {
    boolean[] joined = {false};
    boolean[] asked = {false};
    world.until(
        newcomer.id + " has joined",
        () -> {
          ManagerProcess leader = leader();
          if (!asked[0] && leader != null) {
            asked[0] = true;
            leader
                .log()
                .addMember(
                    newcomer.member(),
                    change -> {
                      joined[0] |= change instanceof MemberChange.Done;
                      asked[0] = joined[0];
                    });
          }
          return joined[0];
        });
  }

  /** A host that has no log begins one under an id that was never used. */
  ManagerProcess start(String host, String peerId) {
    peerIds.put(host, peerId);
    return start(host, false);
  }

  private ManagerProcess start(String host, boolean founds) {
    ManagerProcess manager =
        new ManagerProcess(host, peerId(host), world, SEALER, world.clock(host));
    running.put(host, manager);
    world.ledger().follow(host, manager.store);
    ReplicatedState state = world.mutant().state(host, manager.store, SEALER);
    manager.start(
        founds
            ? world.logs().found(manager.member(), state, manager)
            : world.logs().start(manager.peerId, state, manager));
    return manager;
  }

  // ---- what may happen to them ----

  /** A manager's process begins again on its disk. */
  void restart(String host) {
    if (!running.containsKey(host) && peerIds.containsKey(host)) {
      world.trace().add("restart " + host);
      start(host, false);
    }
  }

  /** A host is no manager any more: its process ends and its log is deleted. */
  void erase(String host) {
    kill(host);
    String peerId = peerIds.remove(host);
    if (peerId != null) {
      world.logs().erase(peerId);
    }
  }

  /** A manager's process dies. */
  void kill(String host) {
    ManagerProcess manager = running.remove(host);
    if (manager != null) {
      world.trace().add("kill " + host);
      manager.die();
      world.logs().crash(manager.peerId);
      world.network().serverDied(host);
    }
  }

  /** A manager's process ends as it should, and one that leads hands over before, if it can. */
  void stop(String host) {
    ManagerProcess manager = running.get(host);
    if (manager == null) {
      return;
    }
    String successor =
        manager.leader.isHere()
            ? manager.log().status().peers().stream()
                .filter(LogStatus.Peer::reachable)
                .map(LogStatus.Peer::memberId)
                .findFirst()
                .orElse("")
            : "";
    if (successor.isEmpty()) {
      end(manager);
    } else {
      world.trace().add(host + " hands over to " + successor + " before it ends");
      manager
          .log()
          .transferLeadership(
              successor, _ -> world.time().after(Duration.ofMillis(1), () -> end(manager)));
      world.time().after(HAND_OVER_MAX, () -> end(manager));
    }
  }

  /** Its log says so to whoever waits for it. */
  private void end(ManagerProcess manager) {
    if (running.remove(manager.id, manager)) {
      world.trace().add("stop " + manager.id);
      manager.log().close();
      manager.die();
      world.network().serverDied(manager.id);
    }
  }

  /** A manager's process stands still for a while. */
  void pause(String host) {
    ManagerProcess manager = running.get(host);
    if (manager != null) {
      world.trace().add("pause " + host);
      manager.pause();
      world.logs().pause(manager.peerId);
    }
  }

  void resume(String host) {
    ManagerProcess manager = running.get(host);
    if (manager != null) {
      world.trace().add("resume " + host);
      world.logs().resume(manager.peerId);
      manager.resume();
    }
  }
}
