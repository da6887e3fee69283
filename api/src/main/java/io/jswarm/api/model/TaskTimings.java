package io.jswarm.api.model;

import java.time.Instant;

/**
 * Where the time of a task's start went on its node, by that node's clock: the states it reached,
 * in milliseconds after it was accepted, and what the engine did, each in milliseconds of its own.
 * Ours, and shown only to clients that ask for it.
 *
 * @param accepted when the node accepted the task
 * @param preparing when preparing began; before, it waited for its turn
 * @param ready when the container was there
 * @param starting when starting began; before, it waited for leave to run and for its turn
 * @param running when the first process ran
 * @param mount how long mounting the file system took
 * @param bundle how long the container's configuration took
 * @param create how long the runtime took to create the container
 * @param start how long the runtime took to let the first process go
 */
@OmitEmpty
public record TaskTimings(
    @Always Instant accepted,
    long preparing,
    long ready,
    long starting,
    long running,
    long mount,
    long bundle,
    long create,
    long start) {
  public TaskTimings {
    accepted = Values.instant(accepted);
  }
}
