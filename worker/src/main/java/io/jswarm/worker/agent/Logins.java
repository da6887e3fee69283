package io.jswarm.worker.agent;

import io.jswarm.api.model.RegistryAuth;
import io.jswarm.api.rpc.ManagerMessage.Assignment;
import io.jswarm.api.rpc.ManagerMessage.Assignments;
import io.jswarm.api.rpc.ManagerMessage.Login;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What tasks of this node pull their images with, until they begin to. It is nowhere but here: a
 * daemon that begins has none until a leader gives it anew.
 */
final class Logins {
  /** By task id; looked into by key, never walked. */
  private final Map<String, RegistryAuth> held = new HashMap<>();

  void took(Assignments told) {
    for (Login login : told.logins()) {
      login.taskIds().forEach(taskId -> held.put(taskId, login.auth()));
    }
  }

  boolean hasFor(Assignment assignment) {
    return !assignment.withLogin() || held.containsKey(assignment.task().id());
  }

  @Nullable RegistryAuth of(String taskId) {
    return held.get(taskId);
  }

  /** The task has been given it, or wants it no more. */
  void forget(String taskId) {
    held.remove(taskId);
  }

  /** How many tasks still have some. */
  int size() {
    return held.size();
  }
}
