package io.jswarm.cli.swarm;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.CommandException;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.json.JsonObject;
import java.io.IOException;

/** {@code swarm unlock-key}. */
public final class SwarmUnlockKey implements Command {
  @Override
  public Synopsis synopsis() {
    return Synopsis.of("Show or replace the key that unlocks a restarted manager.");
  }

  @Override
  public FlagSet flags() {
    return new FlagSet()
        .toggle("q", "quiet", "Print the key only")
        .toggle("rotate", "Make a new key");
  }

  @Override
  public int run(Invocation call) throws IOException {
    boolean quiet = call.flags().toggle("quiet");
    if (call.flags().toggle("rotate")) {
      JsonObject swarm = call.client().object("/swarm");
      if (!swarm.object("Spec").object("EncryptionConfig").flag("AutoLockManagers")) {
        throw new CommandException(
            "there is no key to replace: turn on autolock with 'jswarm swarm update --autolock'");
      }
      SwarmChange.ROTATE_UNLOCK_KEY.send(call, swarm);
      if (!quiet) {
        call.println("Successfully rotated manager unlock key.");
        call.println("");
      }
    }
    String key = JoinAdvice.unlockKey(call);
    if (key.isEmpty()) {
      throw new CommandException("no unlock key is set");
    }
    if (quiet) {
      call.println(key);
    } else {
      JoinAdvice.unlock(call, key);
    }
    return 0;
  }
}
