package io.jswarm.scheduler.constraint;

import io.jswarm.api.model.Node;
import java.util.List;

/** The constraints of a service; a node must satisfy every one. */
public record Constraints(List<Constraint> all) {
  /** No restriction. */
  public static final Constraints NONE = new Constraints(List.of());

  public Constraints {
    all = List.copyOf(all);
  }

  /**
   * Reads the constraints of a placement.
   *
   * @throws BadConstraint for the first that cannot be read
   */
  public static Constraints parse(List<String> texts) {
    return texts.isEmpty() ? NONE : new Constraints(texts.stream().map(Constraint::parse).toList());
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** Whether the node satisfies all of them. */
  public boolean matches(Node node) {
    for (Constraint constraint : all) {
      if (!constraint.matches(node)) {
        return false;
      }
    }
    return true;
  }
}
