package io.jswarm.daemon.rest;

import io.jswarm.raftstore.image.ClusterImage;
import java.util.SortedSet;

/**
 * The cluster as one manager sees it: what is agreed on, and what is known only now.
 *
 * @param leaderId node id of the leader; empty when there is none
 * @param unreachable node ids of managers that do not answer the others
 */
public record ClusterView(ClusterImage image, String leaderId, SortedSet<String> unreachable) {}
