package io.jswarm.worker.task;

/** Work of which only so much may be under way at once on a node. */
public enum Work {
  /** Getting the image and making the container: mostly network and disk. */
  PREPARE,
  /** Running the container's first process: mostly processor. */
  START
}
