package io.jswarm.cli.registry;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import java.io.IOException;

/** {@code logout}. Services keep what they were given. */
public final class LogOut implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis("[SERVER]", "Forget the login to a registry; services keep theirs.", 0, 1);
  }

  @Override
  public FlagSet flags() {
    return new FlagSet();
  }

  @Override
  public int run(Invocation call) throws IOException {
    Registry registry = Registry.named(call.arguments().isEmpty() ? "" : call.argument(0));
    boolean known = DockerConfig.usual().forget(registry);
    call.println((known ? "Forgot the login to " : "Not logged in to ") + registry);
    return 0;
  }
}
