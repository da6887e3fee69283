package io.jswarm.cli.registry;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.CommandException;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@code login}. There is no flag for the password: everybody on the machine reads arguments. */
public final class LogIn implements Command {
  private static final int PASSWORD_MAX_BYTES = 16 << 10;

  @Override
  public Synopsis synopsis() {
    return new Synopsis(
        "[SERVER]", "Log in to a registry; services use it --with-registry-auth.", 0, 1);
  }

  @Override
  public FlagSet flags() {
    return new FlagSet()
        .value("u", "username", "NAME", "User name; asked for when it is not given")
        .toggle("password-stdin", "Read the password, or token, from standard input");
  }

  @Override
  public int run(Invocation call) throws IOException {
    Registry registry = Registry.named(call.arguments().isEmpty() ? "" : call.argument(0));
    DockerConfig config = DockerConfig.usual();
    String username = username(call);
    Account typed = new Account(username, password(call), "");
    Request request = Request.post("/auth").json(typed.toApi(registry));
    JsonObject answer = call.client().object(request);
    String token = answer.text("IdentityToken");
    config.keep(registry, token.isEmpty() ? typed : new Account(username, "", token));
    if (config.helper(registry).isEmpty()) {
      call.console()
          .err()
          .println(
              "warning: the login is kept unencrypted in "
                  + config.file()
                  + "; a credential helper (credsStore there) would keep it elsewhere");
    }
    call.println(answer.text("Status"));
    return 0;
  }

  private static String username(Invocation call) throws IOException {
    String given = call.flags().text("username");
    if (!given.isEmpty()) {
      return given;
    }
    Console console = call.flags().toggle("password-stdin") ? null : person(call);
    String typed = console == null ? null : console.readLine("Username: ");
    if (typed == null || typed.isBlank()) {
      throw new CommandException("name the user with --username");
    }
    return typed.strip();
  }

  private static String password(Invocation call) throws IOException {
    if (call.flags().toggle("password-stdin")) {
      byte[] bytes = call.console().in().readNBytes(PASSWORD_MAX_BYTES);
      return nonEmpty(new String(bytes, StandardCharsets.UTF_8).replaceFirst("[\\r\\n]+$", ""));
    }
    Console console = person(call);
    if (console == null) {
      throw new CommandException("nobody can be asked here: use --password-stdin");
    }
    char[] typed = console.readPassword("Password: ");
    return nonEmpty(typed == null ? "" : new String(typed));
  }

  private static String nonEmpty(String password) throws IOException {
    if (password.isEmpty()) {
      throw new CommandException("the password is empty");
    }
    return password;
  }

  private static @Nullable Console person(Invocation call) {
    Console console = call.console().terminal() ? System.console() : null;
    return console != null && console.isTerminal() ? console : null;
  }
}
