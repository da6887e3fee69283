package io.jswarm.raftstore.log;

/**
 * Where an entry stands in the log. Not every index carries an entry of ours: the log uses some for
 * itself.
 */
public record LogPosition(long term, long index) {}
