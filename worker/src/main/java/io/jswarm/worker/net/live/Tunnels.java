package io.jswarm.worker.net.live;

import io.jswarm.overlaynet.kernel.NetNamespace;
import io.jswarm.overlaynet.plan.Facts;
import io.jswarm.overlaynet.plan.Outer;
import io.jswarm.overlaynet.plan.Underlay;
import io.jswarm.overlaynet.state.Entry;
import io.jswarm.overlaynet.wireguard.KeyFile;
import io.jswarm.overlaynet.wireguard.NodeKeys;
import io.jswarm.overlaynet.wireguard.TunnelDevices;
import io.jswarm.overlaynet.wireguard.TunnelException;
import io.jswarm.overlaynet.wireguard.TunnelPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The encrypted ways from this node to others, and its keys. There are tunnels while the node is on
 * an encrypted network; keys are told from the beginning, so that others have them in time, and
 * turned while there are tunnels. While the tunnels cannot be made nobody is reached: there is no
 * other way. For the data path's own thread.
 */
final class Tunnels {
  private static final Logger LOG = LoggerFactory.getLogger(Tunnels.class);

  private final String nodeId;
  private final TunnelDevices devices;
  private final KeyFile file;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private @Nullable Consumer<String> listener;
  private String told = "";
  private @Nullable NodeKeys keys;

  /** What the devices are known to be; null when they have to be asked. */
  private @Nullable TunnelPlan applied;

  private TunnelPlan plan = TunnelPlan.NONE;
  private int slot;
  private String trouble = "";

  /** Whether a device was made that {@link #wereMade} has not told of yet. */
  private boolean made;

  /**
   * @param directory where the keys are, cleared by a restart of the machine
   * @param clock of the wall: nodes turn their keys together
   */
  Tunnels(String nodeId, NetNamespace host, Path directory, InstantSource clock) {
    this.nodeId = nodeId;
    this.devices = new TunnelDevices(host, directory);
    this.file = new KeyFile(directory.resolve("wireguard.keys"));
    this.clock = clock;
  }

  /**
   * What the rest of the data path needs to know of the tunnels.
   *
   * @param onHost what the host holds for them, besides the devices
   */
  record Ways(Outer outer, List<Entry> onHost) {}

  /** Has this node's public keys told, now and whenever they change. */
  void announceTo(Consumer<String> other) {
    listener = other;
    told = "";
    try {
      announce(own());
    } catch (IOException e) {
      LOG.warn("other nodes cannot be told of this one's keys: {}", e.getMessage());
    }
  }

  /** Asks the devices before the next change. */
  void doubt() {
    applied = null;
  }

  /** Whether a device is gone, or a key is due to be turned. */
  boolean needCare() {
    NodeKeys known = keys;
    if (plan.tunnels().isEmpty() || known == null || !trouble.isEmpty()) {
      return !trouble.isEmpty();
    }
    Instant now = clock.instant();
    try {
      if (!devices.areThere(plan.tunnels())) {
        LOG.warn("a tunnel is gone, and encrypted networks are closed until it is made anew");
        doubt();
        return true;
      }
      return slot != NodeKeys.slotAt(now) || known.isDue(now);
    } catch (IOException e) {
      LOG.warn("the tunnels cannot be looked at: {}", e.getMessage());
      return true;
    }
  }

  /** Makes the tunnels as the facts say. */
  Ways follow(Facts facts, Underlay underlay) {
    make(facts, underlay);
    return new Ways(plan.outer(), plan.onHost(slot, underlay));
  }

  /** Whether a device is another than when this was asked last: what depended on it is gone. */
  boolean wereMade() {
    boolean were = made;
    made = false;
    return were;
  }

  /** Why nothing can be encrypted here, as it was found last; empty when it can. */
  Optional<String> trouble() {
    return Optional.of(trouble).filter(sentence -> !sentence.isEmpty());
  }

  /** The same, tried now. */
  Optional<String> obstacle(Facts facts, Underlay underlay) {
    make(facts, underlay);
    return trouble();
  }

  private void make(Facts facts, Underlay underlay) {
    if (!TunnelPlan.isNeeded(facts)) {
      remove();
      return;
    }
    String before = trouble;
    try {
      TunnelPlan next = TunnelPlan.of(nodeId, facts, turned());
      slot = NodeKeys.slotAt(clock.instant());
      name(next);
      plan = next;
      if (next.outer().local() == null) {
        throw new TunnelException(
            "this node has no address inside the tunnels, for it has no block of the fabric of its"
                + " own");
      }
      if (!next.equals(applied)) {
        applied = null;
        made |= devices.apply(next.tunnels(), underlay.encryptedMtu());
        applied = next;
      }
      trouble = "";
    } catch (IOException e) {
      trouble = String.valueOf(e.getMessage());
      plan = plan.closed();
      made = true; // maybe
    }
    if (!trouble.equals(before)) {
      LOG.warn("encrypted networks: {}", trouble.isEmpty() ? "open again" : trouble);
    }
  }

  /** Says once who cannot be reached. */
  private void name(TunnelPlan next) {
    if (!next.keyless().isEmpty() && !next.keyless().equals(plan.keyless())) {
      LOG.warn(
          "encrypted networks do not reach {}: no keys are known of these nodes", next.keyless());
    }
  }

  /** This node's keys, made when there are none. */
  private NodeKeys own() throws IOException {
    NodeKeys known = keys;
    if (known == null) {
      known = file.loadOrMake(random, clock.instant());
      keys = known;
    }
    return known;
  }

  /** This node's keys, of which one is replaced when it is due. */
  private NodeKeys turned() throws IOException {
    NodeKeys known = own();
    NodeKeys next = known.rotated(random, clock.instant());
    if (!next.equals(known)) {
      file.save(next);
      keys = next;
      LOG.info("a key of this node's tunnels is turned: {}", next);
    }
    announce(next);
    return next;
  }

  private void announce(NodeKeys present) {
    String announcement = present.announcement();
    if (listener != null && !announcement.equals(told)) {
      told = announcement;
      listener.accept(announcement);
    }
  }

  /** Removes the tunnels, whoever made them. */
  private void remove() {
    if (TunnelPlan.NONE.equals(applied)) {
      return;
    }
    try {
      for (int each = 0; each < NodeKeys.SLOTS; each++) {
        devices.remove(TunnelPlan.device(each));
      }
      applied = TunnelPlan.NONE;
    } catch (IOException e) {
      LOG.warn("tunnels are left that nobody needs: {}", e.getMessage());
    }
    plan = TunnelPlan.NONE;
    trouble = "";
  }

  /** Removes the tunnels and the keys. */
  void dismantle() throws IOException {
    doubt();
    remove();
    file.delete();
    keys = null;
  }
}
