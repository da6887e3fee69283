package io.jswarm.cli.payload;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import java.io.IOException;

/** {@code secret rm} and {@code config rm}. */
public record PayloadRm(Noun noun) implements Command {
  @Override
  public Synopsis synopsis() {
    String argument = noun.argument();
    return new Synopsis(
        argument + " [" + argument + "...]",
        "Remove " + noun.text() + "s no service uses, with their older versions.",
        1,
        Synopsis.MANY);
  }

  @Override
  public FlagSet flags() {
    return new FlagSet();
  }

  @Override
  public int run(Invocation call) throws IOException {
    return call.forEach(word -> {
      call.send(Request.delete(noun.path(word)));
      call.println(word);
    });
  }
}
