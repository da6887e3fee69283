package io.jswarm.scheduler;

import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.Task;

/**
 * A task that waits for a node, or for word that the node it was made for will do.
 *
 * @param endpoint what the task's service publishes, for the ports of the node itself
 */
public record Pending(Task task, EndpointSpec endpoint) {}
