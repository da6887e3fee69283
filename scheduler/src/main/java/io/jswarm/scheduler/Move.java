package io.jswarm.scheduler;

import io.jswarm.api.model.Task;

/**
 * A running task that would be better off on another node.
 *
 * @param from the id of the node it is on
 * @param to the id of the node it should be on
 * @param why what is uneven, for people, with the nodes' names
 */
public record Move(Task task, String from, String to, String why) {}
