package io.jswarm.scheduler;

import io.jswarm.api.model.GenericResource;
import java.util.List;

/** What the scheduler found for one task. */
public sealed interface Decision {
  String taskId();

  /**
   * The task goes to this node.
   *
   * @param generic the counted pieces it is given there
   * @param message what its status is to say
   */
  record Placed(String taskId, String nodeId, List<GenericResource> generic, String message)
      implements Decision {}

  /** No node will do now; the explanation is what its status is to show as the error. */
  record Unplaceable(String taskId, String explanation) implements Decision {}
}
