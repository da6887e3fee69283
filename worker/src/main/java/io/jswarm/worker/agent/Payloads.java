package io.jswarm.worker.agent;

import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.rpc.ManagerMessage.Assignments;
import io.jswarm.api.rpc.PayloadData;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The secrets and configs this node was given. They are nowhere but here and in the containers made
 * with them: what is kept on disk does not have them, and a daemon that begins has none until a
 * leader gives them anew. Containers that run go on without.
 */
final class Payloads {
  private final TreeMap<String, PayloadData> held = new TreeMap<>();
  private final Set<String> named = new HashSet<>();

  /** A session begins: what it does not name by the end of its first part is dropped. */
  void sessionBegins() {
    named.clear();
  }

  void took(Assignments told) {
    for (PayloadData payload : told.payloads()) {
      held.put(payload.key(), payload);
      named.add(payload.key());
    }
  }

  /** After the tasks of the same message have been looked at. */
  void drop(Assignments told) {
    for (String key : told.dropped()) {
      held.remove(key);
      named.remove(key);
    }
    if (told.complete()) {
      held.keySet().retainAll(named);
    }
  }

  boolean hasAllFor(TaskSpec spec) {
    return held.keySet().containsAll(PayloadData.neededBy(spec));
  }

  /** Those of a task, as far as they are here. */
  List<PayloadData> of(TaskSpec spec) {
    List<PayloadData> found = new ArrayList<>();
    for (String key : PayloadData.neededBy(spec)) {
      @Nullable PayloadData payload = held.get(key);
      if (payload != null) {
        found.add(payload);
      }
    }
    return found;
  }

  /** What is here, by key. */
  List<String> keys() {
    return List.copyOf(held.keySet());
  }
}
