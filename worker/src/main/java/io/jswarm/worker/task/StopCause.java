package io.jswarm.worker.task;

/** Why a container is made to end, if anybody makes it. */
sealed interface StopCause {
  /** The cluster wants the task to run no more. */
  record Ordered() implements StopCause {}

  /**
   * It failed its health check too often.
   *
   * @param why what the last probe showed; empty when it showed nothing
   */
  record Unhealthy(String why) implements StopCause {}

  /** The node has lost its lease, and the task fences itself. */
  record Fenced() implements StopCause {}

  /** Nobody has asked it to end. */
  record None() implements StopCause {}
}
