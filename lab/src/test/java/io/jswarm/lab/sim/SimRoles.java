package io.jswarm.lab.sim;

import io.jswarm.api.model.Node;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.Member;
import io.jswarm.testkit.SimNetwork.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What daemons do about their nodes' roles: a host that hears that it is to be a manager starts a
 * log and has it let in; one that was taken out of the log, or is to be a worker and hears no
 * leader, gives its log up once the leader says that it has no part in it.
 */
final class SimRoles {
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);
  private static final Duration CALL_MAX = Duration.ofSeconds(35);
  private static final int TRIES = 40;

  /** Longer without a leader, and a manager asks whether it is out, or to be let in. */
  private static final Duration LEADERLESS_MAX = Duration.ofSeconds(5);

  private final SimCluster world;
  private final Map<String, String> wanted = new TreeMap<>();
  private final Map<String, Leaderless> leaderless = new TreeMap<>();
  private final Map<String, ManagerProcess> joining = new TreeMap<>();
  private final Map<String, ManagerProcess> removed = new TreeMap<>();
  private int joins;

  /** Since when a manager's process, not one before it, hears of no leader. */
  private record Leaderless(ManagerProcess manager, Instant since) {}

  SimRoles(SimCluster world) {
    this.world = world;
  }

  /** Begins to look after hosts. */
  void begin() {
    world.time().after(LOOK_EVERY, this::look);
  }

  /** A node's session says what it is to be. */
  void heard(String host, String role) {
    wanted.put(host, role);
  }

  private void look() {
    for (String host : List.copyOf(wanted.keySet())) {
      SimWorker worker = world.workerOrNull(host);
      if (worker == null) {
        wanted.remove(host);
      } else if (worker.isUp() && !worker.isPaused()) {
        follow(host, "manager".equals(wanted.get(host)));
      }
    }
    begin();
  }

  private void follow(String host, boolean wantsManager) {
    ManagerProcess manager = world.managers().get(host);
    if (manager == null) {
      leaderless.remove(host);
      if (wantsManager && !world.managers().hosts().contains(host)) {
        become(host);
      }
      return;
    }
    if (joining.get(host) == manager) {
      return; // one step at a time
    }
    if (removed(host, manager)) {
      believeOrForget(manager);
    } else if (isOutOfTheLog(host, manager)) {
      if (wantsManager) {
        joinNow(manager); // its daemon died while it was let in
      } else {
        believeOrForget(manager);
      }
    }
  }

  /** It may not have been taken out yet, or have been let in again since: the leader knows. */
  private void believeOrForget(ManagerProcess manager) {
    ManagerProcess leader = world.leader();
    if (leader == null || leader.admission.isBusy() || !reachesTheAuthority(manager.id)) {
      return;
    }
    if (leader.admission.takesPart(manager.peerId)) {
      world.trace().add(manager.peerId + " takes part by the leader's word");
      removed.remove(manager.id);
      leaderless.remove(manager.id);
    } else {
      cease(manager.id);
    }
  }

  private boolean removed(String host, ManagerProcess manager) {
    return removed.get(host) == manager;
  }

  /**
   * A manager gives nothing up without a new certificate, which only a leader with a quorum gives.
   */
  private boolean reachesTheAuthority(String host) {
    ManagerProcess leader = world.leader();
    return leader != null
        && !leader.id.equals(host)
        && world.network().passes(host, leader.id)
        && world.network().passes(leader.id, host);
  }

  private boolean isOutOfTheLog(String host, ManagerProcess manager) {
    if (manager.isPaused() || manager.log().status().leaderId() != null) {
      leaderless.remove(host);
      return false;
    }
    Instant now = world.time().now();
    Leaderless known = leaderless.get(host);
    if (known == null || known.manager != manager) {
      leaderless.put(host, new Leaderless(manager, now));
      return false;
    }
    return known.since.plus(LEADERLESS_MAX).isBefore(now);
  }

  private void become(String host) {
    String peerId = host + "-" + ++joins;
    world.trace().add(host + " is to be a manager, " + peerId);
    join(world.managers().start(host, peerId), TRIES);
  }

  /** The log has told a manager that it is out. */
  void removed(ManagerProcess manager) {
    world.trace().add(manager.peerId + " was taken out of the log");
    removed.put(manager.id, manager);
  }

  private void cease(String host) {
    world.trace().add(host + " gives up its log");
    leaderless.remove(host);
    joining.remove(host);
    removed.remove(host);
    world.managers().erase(host);
  }

  // ---- the way in ----

  private void join(ManagerProcess newcomer, int tries) {
    joining.put(newcomer.id, newcomer);
    if (!newcomer.isRunning()) {
      joining.remove(newcomer.id, newcomer);
    } else if (tries == 0) {
      joining.remove(newcomer.id);
      if (newcomer.log().status().term() == 0) {
        cease(newcomer.id);
      }
    } else {
      ask(
          newcomer,
          admitted -> {
            if (admitted) {
              joining.remove(newcomer.id, newcomer);
            } else {
              world.time().after(BETWEEN_TRIES, () -> join(newcomer, tries - 1));
            }
          });
    }
  }

  /** A way in that was cut short is asked for once; whoever looks next asks again. */
  private void joinNow(ManagerProcess manager) {
    joining.put(manager.id, manager);
    ask(manager, _ -> joining.remove(manager.id, manager));
  }

  private void ask(ManagerProcess newcomer, Consumer<Boolean> told) {
    List<String> others =
        world.managers().hosts().stream().filter(id -> !id.equals(newcomer.id)).toList();
    boolean[] over = {false};
    Consumer<Boolean> once =
        admitted -> {
          if (!over[0]) {
            over[0] = true;
            told.accept(admitted);
          }
        };
    if (others.isEmpty()) {
      once.accept(false);
      return;
    }
    String to = others.get(world.random().nextInt(others.size()));
    Wire wire = world.network().connect(newcomer.id, to, () -> once.accept(false), () -> {});
    wire.say(() -> {
      ManagerProcess other = world.managers().get(to);
      if (other == null) {
        wire.reject();
      } else {
        other.admission.admit(newcomer, admitted -> wire.answer(() -> once.accept(admitted)));
      }
    });
    world.time().after(CALL_MAX, () -> once.accept(false));
  }

  // ---- in the end ----

  /** Who should take part in the log and does not, or does and should not, in sentences. */
  static void missing(SimCluster world, ClusterImage image, List<String> missing) {
    List<String> members = world.logs().memberIds();
    for (Member member : image.members().values()) {
      @Nullable Node node = image.node(member.nodeId());
      if (world.managersAreNodes() && (node == null || !node.spec().isManager())) {
        missing.add(member.peerId() + " is a member and not to be a manager");
      }
      if (!members.contains(member.peerId())) {
        missing.add(member.peerId() + " is not in the log");
      }
      if (world.managers().get(member.nodeId()) == null) {
        missing.add(member.peerId() + " does not run");
      }
    }
    for (String peerId : members) {
      if (image.memberByPeer(peerId) == null) {
        missing.add(peerId + " is in the log, and no member");
      }
    }
    for (Node node : image.nodes().values()) {
      if (node.spec().isManager() && !image.members().containsKey(node.id())) {
        missing.add(node.id() + " is not a manager yet");
      }
    }
    for (ManagerProcess manager : world.managers().running()) {
      if (image.memberByPeer(manager.peerId) == null) {
        missing.add(manager.peerId + " runs, and is no member");
      }
    }
  }
}
