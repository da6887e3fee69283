package io.jswarm.worker.net.live;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/** Containers that are to leave their networks, first come first served. */
final class Leaving {
  private final Queue<Work.Detach> queue = new ArrayDeque<>();

  void add(Work.Detach container) {
    queue.add(container);
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  Optional<Work.Detach> next() {
    return Optional.ofNullable(queue.poll());
  }

  /**
   * Takes out those that still have one of the addresses of a task that comes.
   *
   * @param present all that are on networks here
   */
  List<Work.Detach> holding(LocalTask coming, Collection<LocalTask> present) {
    if (queue.isEmpty()) {
      return List.of();
    }
    Set<String> wanted = new HashSet<>(coming.addresses());
    Set<String> holders = new HashSet<>();
    present.stream()
        .filter(each -> each.addresses().stream().anyMatch(wanted::contains))
        .forEach(each -> holders.add(each.containerId()));
    List<Work.Detach> found =
        queue.stream().filter(each -> holders.contains(each.containerId())).toList();
    queue.removeAll(found);
    return found;
  }
}
