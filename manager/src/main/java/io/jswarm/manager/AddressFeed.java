package io.jswarm.manager;

import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.log.LogMember;
import io.jswarm.raftstore.log.ReplicatedLog;
import io.jswarm.raftstore.store.ClusterStore;
import io.jswarm.raftstore.store.PartWatch;
import java.time.Duration;
import java.util.List;

/** Tells the log where the members of the image can be dialled, whenever that changes. */
final class AddressFeed {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ClusterStore store;
  private final ReplicatedLog log;
  private final Thread thread = Thread.ofVirtual().name("address-feed").unstarted(this::run);

  AddressFeed(ClusterStore store, ReplicatedLog log) {
    this.store = store;
    this.log = log;
  }

  void start() {
    thread.start();
  }

  private void run() {
    List<LogMember> known = List.of();
    try (PartWatch members = new PartWatch(store, ClusterImage::members)) {
      ClusterImage image = store.image();
      while (!Thread.currentThread().isInterrupted()) {
        List<LogMember> now = membersOf(image);
        if (!now.isEmpty() && !now.equals(known)) {
          log.learnAddresses(now);
          known = now;
        }
        image = members.await(PATIENCE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<LogMember> membersOf(ClusterImage image) {
    return image.members().values().stream()
        .map(m -> new LogMember(m.peerId(), m.raftAddr()))
        .toList();
  }

  void stop() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
