package io.jswarm.manager.writer;

import io.jswarm.api.codec.Cbor;
import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.command.Refusal;
import io.jswarm.api.command.Request;
import io.jswarm.api.model.Bytes;
import io.jswarm.manager.control.CommandExecutor;
import io.jswarm.manager.control.Decision;
import io.jswarm.manager.orchestration.Turn;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.RequestOutcome;

/**
 * Takes commands into the draft, each once: what was done is remembered under the request's id, and
 * a repetition gets the first answer.
 */
final class CommandIntake {
  /**
   * The longest command, encoded: a service keeps its last two specs, and both must fit what {@link
   * Turn#BYTES_FULL} leaves of a round. Secrets and configs are kept once and have their own
   * limits.
   */
  static final int COMMAND_BYTES_MAX = 448 << 10;

  private final CommandExecutor executor;

  CommandIntake(CommandExecutor executor) {
    this.executor = executor;
  }

  CommandResult execute(Turn turn, Request request) {
    RequestOutcome before = turn.image().request(request.requestId());
    if (before != null) {
      return Cbor.LENIENT.read(before.result().toArray(), CommandResult.class);
    }
    boolean hasOwnLimit = request.command() instanceof Command.OfPayload;
    int bytes = hasOwnLimit ? 0 : Cbor.LENIENT.write(request.command()).length;
    if (bytes > COMMAND_BYTES_MAX) {
      return new CommandResult.Refused(Refusal.invalid(tooLong(bytes)));
    }
    return switch (executor.execute(turn, request.command())) {
      case Decision.Rejected(Refusal refusal) -> new CommandResult.Refused(refusal);
      case Decision.Accepted(String id, var warnings) -> {
        CommandResult done = new CommandResult.Done(id, turn.base().round() + 1, warnings);
        Bytes encoded = Bytes.of(Cbor.LENIENT.write(done));
        turn.add(
            new Change.PutRequest(new RequestOutcome(request.requestId(), turn.at(), encoded)));
        yield done;
      }
    };
  }

  private static String tooLong(int bytes) {
    return "the command is "
        + bytes
        + " bytes long, and the limit is "
        + COMMAND_BYTES_MAX
        + "; keep large texts in the image or in a mount";
  }
}
