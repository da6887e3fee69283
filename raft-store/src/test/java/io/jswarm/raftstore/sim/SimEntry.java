package io.jswarm.raftstore.sim;

import io.jswarm.raftstore.log.LogMember;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A committed entry: a proposal, a configuration, or the first entry of a term. */
record SimEntry(
    long term, @Nullable SimProposal proposal, @Nullable List<LogMember> configuration) {}
