package io.jswarm.manager.writer;

import io.jswarm.api.command.CommandResult;
import io.jswarm.raftstore.image.Round;
import java.time.Instant;

/** What the writer wants done, in the order given. */
public sealed interface WriterEffect {
  /**
   * Propose this round to the log; its fate comes back through applied(), notAppended() or
   * unknown().
   */
  record Propose(Round round) implements WriterEffect {}

  /** Answer a command. */
  record Answer(long ticket, CommandResult result) implements WriterEffect {}

  /**
   * Answer a command that changed nothing, after a read barrier and as {@link WriterCore#confirmed}
   * says then: what it was decided on might be old news.
   *
   * @param reign in which it was decided
   */
  record AnswerIfLeading(long ticket, CommandResult result, long reign) implements WriterEffect {}

  /** The reports with this ticket are committed. */
  record Recorded(long ticket) implements WriterEffect {}

  /** The reports with this ticket were not taken and will not be; the node repeats them. */
  record Forget(long ticket) implements WriterEffect {}

  /** Call tick() at this time, unless something happens before. */
  record WakeAt(Instant at) implements WriterEffect {}
}
