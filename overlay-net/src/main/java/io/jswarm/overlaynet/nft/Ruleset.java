package io.jswarm.overlaynet.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Rules of ours in one network namespace. Each text is one transaction: either all of it holds or
 * nothing changes, and no packet sees a state between. Connections that were translated before go
 * on as they were, whatever the rules become.
 *
 * @param tables one of each family at most
 */
public record Ruleset(List<Table> tables) {
  public Ruleset {
    tables = List.copyOf(tables);
    if (tables.stream().map(Table::family).distinct().count() != tables.size()) {
      throw new IllegalArgumentException("a ruleset has one table of a family");
    }
  }

  /** Puts these tables in place of those of our name, whatever they hold. */
  public String whole() {
    return tables.stream().map(Table::whole).collect(Collectors.joining());
  }

  /**
   * Leads from the rules before, which must be there exactly so, to these; empty when they are the
   * same. Nothing that is in both is touched.
   */
  public String since(Ruleset before) {
    StringBuilder text = new StringBuilder();
    for (Table wanted : tables) {
      text.append(
          before
              .table(wanted.family())
              .map(old -> new Transition(old, wanted).text())
              .orElseGet(wanted::whole));
    }
    for (Table old : before.tables) {
      if (table(old.family()).isEmpty()) {
        text.append(old.erase());
      }
    }
    return text.toString();
  }

  /**
   * What {@link #since} does, when that is no more than to make some chains choose among other
   * addresses; empty when it is more, or too much for one transaction of that kind.
   */
  public Optional<List<Refill>> refillsSince(Ruleset before) {
    List<Refill> refills = new ArrayList<>();
    for (Table wanted : tables) {
      Optional<List<Refill>> own =
          before.table(wanted.family()).flatMap(old -> new Transition(old, wanted).refills());
      if (own.isEmpty()) {
        return Optional.empty();
      }
      refills.addAll(own.get());
    }
    int addresses = refills.stream().mapToInt(each -> each.choice().addresses().size()).sum();
    return before.tables.size() == tables.size()
            && refills.size() <= Refill.MAX
            && addresses <= Refill.MAX_ADDRESSES
        ? Optional.of(List.copyOf(refills))
        : Optional.empty();
  }

  /** Removes the tables of our name, there or not. */
  public String erase() {
    return tables.stream().map(Table::erase).collect(Collectors.joining());
  }

  /** The rules for packets of this family. */
  public Optional<Table> table(Family family) {
    return tables.stream().filter(table -> table.family() == family).findFirst();
  }
}
