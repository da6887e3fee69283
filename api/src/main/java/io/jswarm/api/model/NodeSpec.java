package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;

/**
 * What is asked of a node: {@code role} worker or manager, {@code availability} active, pause or
 * drain.
 */
@OmitEmpty
public record NodeSpec(
    String name, @Always Map<String, String> labels, String role, String availability) {
  public NodeSpec {
    name = Values.text(name);
    labels = Values.map(labels);
    role = Values.text(role);
    availability = Values.text(availability);
  }

  /** A member with this role that takes tasks. */
  public static NodeSpec active(String role) {
    return new NodeSpec("", Map.of(), role, "active");
  }

  @JsonIgnore
  public boolean isManager() {
    return role.equals("manager");
  }

  /** Whether new tasks may be placed here. */
  @JsonIgnore
  public boolean isActive() {
    return availability.equals("active") || availability.isEmpty();
  }

  /** Whether running tasks must leave. */
  @JsonIgnore
  public boolean isDrained() {
    return availability.equals("drain");
  }

  public NodeSpec withLabels(Map<String, String> labels) {
    return new NodeSpec(name, labels, role, availability);
  }

  public NodeSpec withRole(String role) {
    return new NodeSpec(name, labels, role, availability);
  }

  public NodeSpec withAvailability(String availability) {
    return new NodeSpec(name, labels, role, availability);
  }
}
