package io.jswarm.api.model;

/** Who may move a task from one state to another. See {@link TaskState#mayMove}. */
public enum Mover {
  /** Makes tasks. */
  ORCHESTRATOR,
  /** Gives a new task what it needs before a node can be chosen. */
  ALLOCATOR,
  /** Chooses the node. */
  SCHEDULER,
  /** Runs the task and reports on it. */
  WORKER,
  /** Gives up on the tasks of a node that is lost for good. */
  DISPATCHER
}
