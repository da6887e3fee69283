package io.jswarm.raftstore.image;

/**
 * A manager as a member of the replicated log.
 *
 * @param nodeId the node it runs on
 * @param peerId its id in the log: the node's id, a dash and the number of the round that let it
 *     join; a manager that was demoted comes back under another
 * @param raftAddr {@code host:port} for the log
 * @param apiAddr {@code host:port} for calls between nodes
 */
public record Member(String nodeId, String peerId, String raftAddr, String apiAddr) {}
