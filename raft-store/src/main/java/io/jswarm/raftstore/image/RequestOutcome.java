package io.jswarm.raftstore.image;

import io.jswarm.api.model.Bytes;
import java.time.Instant;

/**
 * How a command ended, kept so that a repeated one gets the same answer.
 *
 * @param requestId chosen by whoever sent the command
 * @param at when it was decided; stamped by the round
 * @param result the answer, in the form in which it is sent
 */
public record RequestOutcome(String requestId, Instant at, Bytes result) {}
