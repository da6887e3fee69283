package io.jswarm.worker.task;

/**
 * Where a task is in its life on this node: facts about its container, as opposed to {@link
 * io.jswarm.api.model.TaskState}, which is what the cluster is told.
 */
enum Phase {
  /** The daemon has restarted and has not looked for the container yet. */
  UNKNOWN,
  /** There is no container, and nobody makes one. */
  NEW,
  /** The engine makes the container. */
  PREPARING,
  /** The container was made, and never started. */
  PREPARED,
  /** The engine starts the container's first process. */
  STARTING,
  /** The container's first process runs. */
  RUNNING,
  /** It runs and was asked to end. */
  STOPPING,
  /** Nothing runs, and nothing will. */
  ENDED,
  /** The engine removes the container. */
  REMOVING,
  /** Nothing is left on this node. */
  GONE
}
