package io.jswarm.raftstore.codec;

import io.jswarm.api.model.TaskSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The different task specs of a document, in the order of their first use: thousands of tasks of a
 * service refer to one. Equal specs that are different objects share a place too.
 */
final class SpecTable {
  private final List<TaskSpec> specs = new ArrayList<>();
  private final Map<TaskSpec, Integer> places = new HashMap<>();
  // most tasks share the object itself, and comparing whole specs costs
  private final IdentityHashMap<TaskSpec, Integer> known = new IdentityHashMap<>();

  int place(TaskSpec spec) {
    Integer place = known.get(spec);
    if (place == null) {
      place = places.computeIfAbsent(spec, this::append);
      known.put(spec, place);
    }
    return place;
  }

  private int append(TaskSpec spec) {
    specs.add(spec);
    return specs.size() - 1;
  }

  /** Forgets all but the first ones. */
  void truncate(int size) {
    List<TaskSpec> dropped = specs.subList(size, specs.size());
    dropped.forEach(places::remove);
    known.values().removeIf(place -> place >= size);
    dropped.clear();
  }

  List<TaskSpec> specs() {
    return specs;
  }

  static TaskSpec at(List<TaskSpec> specs, int place) {
    if (place < 0 || place >= specs.size()) {
      throw new UnreadableException(
          "a task refers to spec %d of %d".formatted(place, specs.size()));
    }
    return specs.get(place);
  }
}
