package io.jswarm.overlaynet.plan;

import io.jswarm.overlaynet.plan.Operation.Make;
import io.jswarm.overlaynet.plan.Operation.Put;
import io.jswarm.overlaynet.plan.Operation.Remove;
import io.jswarm.overlaynet.state.Address;
import io.jswarm.overlaynet.state.Entry;
import io.jswarm.overlaynet.state.Forwarding;
import io.jswarm.overlaynet.state.Link;
import io.jswarm.overlaynet.state.MarkRule;
import io.jswarm.overlaynet.state.Neighbour;
import io.jswarm.overlaynet.state.Route;
import io.jswarm.overlaynet.state.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The way from what a namespace holds to what it should, in an order the kernel accepts: what is
 * used is there before what uses it, and what is new before what is old goes, so that packets
 * always find a way. An entry that is right is not touched.
 */
public final class Diff {
  private static final Comparator<Operation> ORDER = Comparator.comparingInt(Diff::rank);

  private final Map<String, Entry> actual = new LinkedHashMap<>();
  private final Map<String, Entry> desired = new LinkedHashMap<>();

  /** Devices that go away, for good or to be made anew; all that depends on them goes with them. */
  private final Set<String> gone = new HashSet<>();

  private final List<Operation> operations = new ArrayList<>();

  private Diff(Collection<? extends Entry> actual, Collection<? extends Entry> desired) {
    actual.forEach(each -> this.actual.put(each.key(), each));
    desired.forEach(each -> this.desired.putIfAbsent(each.key(), each));
  }

  /**
   * The steps.
   *
   * @param actual what is there and is ours; settings too, as far as they are known
   */
  public static List<Operation> between(
      Collection<? extends Entry> actual, Collection<? extends Entry> desired) {
    return new Diff(actual, desired).steps();
  }

  private List<Operation> steps() {
    for (Entry each : actual.values()) {
      if (each instanceof Link link && !isKept(link)) {
        gone.add(link.name());
        operations.add(new Remove(link));
      }
    }
    desired.values().stream()
        .filter(each -> !isThere(each))
        .flatMap(this::set)
        .sorted(ORDER)
        .forEach(operations::add);
    actual.values().stream()
        .filter(each -> !(each instanceof Link) && !desired.containsKey(each.key()))
        .filter(each -> !gone.contains(each.device()))
        .<Operation>map(Remove::new)
        .sorted(ORDER.reversed())
        .forEach(operations::add);
    return operations;
  }

  private boolean isKept(Link link) {
    return desired.get(link.key()) instanceof Link wanted && wanted.isMadeLike(link);
  }

  private boolean isThere(Entry wanted) {
    if (gone.contains(wanted.device())) {
      return false;
    }
    Entry there = actual.get(wanted.key());
    return wanted instanceof Link link
        ? there instanceof Link found && link.isAs(found)
        : wanted.equals(there);
  }

  private Stream<Operation> set(Entry wanted) {
    Entry there = actual.get(wanted.key());
    Put put = new Put(wanted);
    return switch (wanted) {
      case Link link when there == null || gone.contains(link.name()) ->
          Stream.of(new Make(link), put);
      case MarkRule _ when there != null -> Stream.of(new Remove(there), put); // none is replaced
      case Entry _ -> Stream.of(put);
    };
  }

  /** A device is made, then set up, then switched on; what uses it comes after it. */
  private static int rank(Operation operation) {
    return switch (operation) {
      case Make _ -> 1;
      case Put(Entry entry) -> rank(entry);
      case Remove(Entry entry) -> rank(entry);
    };
  }

  private static int rank(Entry entry) {
    return switch (entry) {
      case Setting setting -> setting.device().isEmpty() ? 0 : 2;
      case Link _ -> 3;
      case Address _ -> 4;
      case Neighbour _, Forwarding _ -> 5;
      case Route _ -> 6;
      case MarkRule _ -> 7;
    };
  }
}
