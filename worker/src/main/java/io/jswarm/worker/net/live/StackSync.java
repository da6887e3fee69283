package io.jswarm.worker.net.live;

import io.jswarm.overlaynet.kernel.NetNamespace;
import io.jswarm.overlaynet.kernel.NetStack;
import io.jswarm.overlaynet.plan.Diff;
import io.jswarm.overlaynet.plan.Operation;
import io.jswarm.overlaynet.state.Entry;
import io.jswarm.overlaynet.state.Link;
import io.jswarm.overlaynet.state.Setting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a namespace hold what it should. The first time, and whenever it is not sure, it reads what
 * is there; otherwise it relies on what it did last. For one thread.
 */
final class StackSync {
  private static final Logger LOG = LoggerFactory.getLogger(StackSync.class);

  private final NetNamespace namespace;
  private final Predicate<Entry> isOurs;
  private final Cabling cabling;
  private List<Entry> applied = List.of();
  private boolean sure;

  /** Makes devices that reach into other namespaces. */
  interface Cabling {
    /** Makes the device in the namespace, switched off. */
    void make(Link link, NetNamespace into) throws IOException;
  }

  /**
   * @param isOurs which of the entries found may be changed or removed at all
   */
  StackSync(NetNamespace namespace, Predicate<Entry> isOurs, Cabling cabling) {
    this.namespace = namespace;
    this.isOurs = isOurs;
    this.cabling = cabling;
  }

  /** Reads what is there before the next change. */
  void doubt() {
    sure = false;
  }

  /**
   * Makes the namespace hold these entries, and of ours no others.
   *
   * @return what failed, by the entry's key; it is tried again the next time
   */
  Map<String, IOException> to(List<Entry> desired) throws IOException {
    if (sure && desired.equals(applied)) {
      return Map.of();
    }
    List<Entry> before = sure ? applied : read(desired);
    List<Operation> operations = Diff.between(before, desired);
    if (operations.isEmpty()) {
      applied = desired;
      sure = true;
      return Map.of();
    }
    Map<String, IOException> failures = new TreeMap<>();
    List<Operation> together = new ArrayList<>();
    for (Operation each : operations) {
      if (each instanceof Operation.Make(Link link)) {
        run(together, failures);
        together.clear();
        try {
          cabling.make(link, namespace);
        } catch (IOException e) {
          failures.put(link.key(), e);
        }
      } else {
        together.add(each);
      }
    }
    run(together, failures);
    failures.values().forEach(e -> LOG.warn("{}", e.getMessage()));
    applied = desired;
    sure = failures.isEmpty();
    return failures;
  }

  private void run(List<Operation> operations, Map<String, IOException> failures)
      throws IOException {
    if (!operations.isEmpty()) {
      namespace.run(stack -> {
        for (Operation each : operations) {
          step(stack, each, failures);
        }
      });
    }
  }

  private static void step(NetStack stack, Operation operation, Map<String, IOException> failures) {
    switch (operation) {
      case Operation.Make(Link link) -> throw new IllegalStateException(link.key());
      case Operation.Put(Entry entry) -> {
        try {
          stack.put(entry);
        } catch (IOException e) {
          failures.putIfAbsent(entry.key(), e);
        }
      }
      case Operation.Remove(Entry entry) -> {
        try {
          stack.remove(entry);
        } catch (IOException e) {
          failures.putIfAbsent(entry.key(), e);
        }
      }
    }
  }

  private List<Entry> read(Collection<Entry> desired) throws IOException {
    return namespace.call(stack -> {
      List<Entry> found = new ArrayList<>();
      List<Link> links = stack.links().stream().filter(isOurs).toList();
      found.addAll(links);
      found.addAll(stack.addresses());
      found.addAll(stack.neighbours());
      found.addAll(stack.routes());
      found.addAll(stack.rules());
      for (Link each : links) {
        if (each.kind() instanceof Link.Vxlan) {
          found.addAll(stack.forwardings(each.name()));
        }
      }
      found.removeIf(isOurs.negate());
      for (Entry each : desired) {
        if (each instanceof Setting setting) {
          stack.setting(setting.path()).ifPresent(found::add);
        }
      }
      return found;
    });
  }
}
