package io.jswarm.lab.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What reads tell of writes: which label a version stands for, which id an unanswered create got.
 * Labels are unique, so both are facts, whatever the order.
 */
final class Labels {
  private record Version(String id, long index) {}

  private final Map<Version, String> labels = new HashMap<>();
  private final Map<String, Version> versions = new HashMap<>();
  private Optional<String> contradiction = Optional.empty();

  Labels(List<Operation> operations) {
    for (Operation operation : operations) {
      if (operation.reply() instanceof Reply.Seen(String id, long index, String label)) {
        learn(new Version(id, index), label);
      }
    }
    operations.forEach(this::checkSuccession);
  }

  private void learn(Version version, String label) {
    String known = labels.putIfAbsent(version, label);
    if (known != null && !known.equals(label)) {
      contradict("%s was read with the labels %s and %s".formatted(version, known, label));
    }
    Version other = versions.putIfAbsent(label, version);
    if (other != null && !other.equals(version)) {
      contradict("label %s was applied twice: as %s and as %s".formatted(label, other, version));
    }
  }

  private void checkSuccession(Operation operation) {
    if (operation.call() instanceof Call.Update(var _, String id, long before, String label)) {
      Version after = versions.get(label);
      if (after != null && (!after.id.equals(id) || after.index <= before)) {
        contradict(
            "label %s was written over version %d and became %s".formatted(label, before, after));
      }
    }
  }

  private void contradict(String why) {
    contradiction = contradiction.or(() -> Optional.of(why));
  }

  /** What is wrong whatever the order; empty when nothing is. */
  Optional<String> contradiction() {
    return contradiction;
  }

  /** The label of a version that was read; versions nobody read have none. */
  String of(String id, long version) {
    return labels.getOrDefault(new Version(id, version), "");
  }

  /** The id that the create with this label led to; a made-up one when nobody ever saw it. */
  String idOf(String createLabel) {
    Version seen = versions.get(createLabel);
    return seen == null ? "never-seen-" + createLabel : seen.id;
  }
}
