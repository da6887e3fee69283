package io.jswarm.overlaynet.plan;

import io.jswarm.overlaynet.plan.Operation.Make;
import io.jswarm.overlaynet.plan.Operation.Put;
import io.jswarm.overlaynet.plan.Operation.Remove;
import io.jswarm.overlaynet.state.Address;
import io.jswarm.overlaynet.state.Entry;
import io.jswarm.overlaynet.state.Link;
import io.jswarm.overlaynet.state.MarkRule;
import io.jswarm.overlaynet.state.Route;
import io.jswarm.overlaynet.state.Setting;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A namespace that refuses what the kernel refuses, and forgets what goes with a device. */
final class ModelStack {
  private final Map<String, Entry> entries = new TreeMap<>();

  ModelStack(Collection<Entry> entries) {
    entries.forEach(each -> this.entries.put(each.key(), each));
  }

  List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  void perform(List<Operation> operations) {
    operations.forEach(this::perform);
  }

  private void perform(Operation operation) {
    switch (operation) {
      case Make(Link link) -> {
        refuseIf(entries.containsKey(link.key()), link.key() + " exists");
        entries.put(link.key(), new Link(link.name(), link.kind(), link.mac(), link.mtu(), false));
      }
      case Put(Entry entry) -> put(entry);
      case Remove(Entry entry) -> {
        refuseIf(!entries.containsKey(entry.key()), entry.key() + " is not there");
        entries.remove(entry.key());
        if (entry instanceof Link link) {
          entries.values().removeIf(each -> each.device().equals(link.name()));
        }
      }
    }
  }

  private void put(Entry entry) {
    switch (entry) {
      case Link link -> {
        Entry there = entries.get(link.key());
        refuseIf(!(there instanceof Link made) || !link.isMadeLike(made), link.key() + " not made");
      }
      case MarkRule rule -> refuseIf(entries.containsKey(rule.key()), rule.key() + " exists");
      case Route route -> {
        refuseIf(
            !route.device().isEmpty() && !isOn(route.device()), route.key() + " device is off");
        refuseIf(!hasSource(route), route.key() + " has a source that is not there");
      }
      case Setting setting ->
          refuseIf(
              !setting.device().isEmpty() && !entries.containsKey("link " + setting.device()),
              setting.key() + " is of no device");
      case Entry other -> refuseIf(!isOn(other.device()), other.key() + " device is off");
    }
    entries.put(entry.key(), entry);
  }

  private boolean isOn(String device) {
    return entries.get("link " + device) instanceof Link link && link.up();
  }

  private boolean hasSource(Route route) {
    InetAddress source =
        switch (route.way()) {
          case Route.Direct direct -> direct.source();
          case Route.Via via -> via.source();
          case Route.Here _, Route.Unreachable _ -> null;
        };
    List<InetAddress> own = new ArrayList<>();
    entries
        .values()
        .forEach(each -> {
          if (each instanceof Address address) {
            own.add(address.prefix().address());
          }
        });
    return source == null || own.stream().anyMatch(each -> Objects.equals(each, source));
  }

  private static void refuseIf(boolean wrong, String why) {
    if (wrong) {
      throw new IllegalStateException(why);
    }
  }
}
