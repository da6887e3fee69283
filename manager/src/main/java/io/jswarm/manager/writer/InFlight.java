package io.jswarm.manager.writer;

import io.jswarm.raftstore.image.Round;
import java.util.List;

/**
 * A round that was proposed and whose fate is not known yet.
 *
 * @param onApplied what is to be done when it is applied
 * @param taken what it was made of
 * @param doubtful whether a proposal of it had an unknown outcome: from then on only its
 *     application, or that of another in its place, tells
 */
record InFlight(
    Round round, List<WriterEffect> onApplied, List<WriterInput> taken, boolean doubtful) {
  InFlight doubted() {
    return new InFlight(round, onApplied, taken, true);
  }
}
