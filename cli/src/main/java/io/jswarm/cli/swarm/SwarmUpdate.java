package io.jswarm.cli.swarm;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.command.UsageException;
import io.jswarm.cli.json.JsonObject;
import java.io.IOException;

/** {@code swarm update}. */
public final class SwarmUpdate implements Command {
  @Override
  public Synopsis synopsis() {
    return Synopsis.of("Change settings of the swarm.");
  }

  @Override
  public FlagSet flags() {
    return SwarmSettings.flags();
  }

  @Override
  public int run(Invocation call) throws IOException {
    if (call.flags().given().isEmpty()) {
      throw new UsageException(
          "nothing to change; 'jswarm swarm update --help' lists the settings");
    }
    JsonObject swarm = call.client().object("/swarm");
    JsonObject spec = swarm.child("Spec");
    boolean lockedBefore = spec.object("EncryptionConfig").flag("AutoLockManagers");
    SwarmSettings.merge(call.flags(), spec, swarm.object("TLSInfo").text("TrustRoot"));
    SwarmChange.SETTINGS.send(call, swarm);
    call.println("Swarm updated.");
    if (!lockedBefore && spec.object("EncryptionConfig").flag("AutoLockManagers")) {
      JoinAdvice.unlock(call, JoinAdvice.unlockKey(call));
    }
    return 0;
  }
}
