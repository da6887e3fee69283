package io.jswarm.cli.swarm;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.CommandException;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** {@code swarm unlock}. */
public final class SwarmUnlock implements Command {
  @Override
  public Synopsis synopsis() {
    return Synopsis.of("Give a restarted manager the key to its data.");
  }

  @Override
  public FlagSet flags() {
    return new FlagSet();
  }

  @Override
  public int run(Invocation call) throws IOException {
    String state = call.client().object("/info").object("Swarm").text("LocalNodeState");
    if (state.equals("inactive") || state.isEmpty()) {
      throw new CommandException("this node is not part of a swarm");
    }
    if (!state.equals("locked")) {
      throw new CommandException("swarm is not locked");
    }
    JsonObject body = new JsonObject().set("UnlockKey", readKey(call));
    call.send(Request.post("/swarm/unlock").json(body));
    return 0;
  }

  private static String readKey(Invocation call) throws IOException {
    Console console = call.console().terminal() ? System.console() : null;
    if (console != null && console.isTerminal()) {
      char[] key = console.readPassword("Enter unlock key: ");
      return key == null ? "" : new String(key).strip();
    }
    String line =
        new BufferedReader(new InputStreamReader(call.console().in(), StandardCharsets.UTF_8))
            .readLine();
    return line == null ? "" : line.strip();
  }
}
