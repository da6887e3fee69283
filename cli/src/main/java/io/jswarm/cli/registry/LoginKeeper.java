package io.jswarm.cli.registry;

import io.jswarm.cli.command.CommandException;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.json.JsonReader;
import io.jswarm.cli.json.JsonSyntaxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A program that keeps logins, {@code docker-credential-NAME}. It is told everything on its
 * standard input.
 */
record LoginKeeper(String name) {
  /** A helper that asks somebody gets an answer or not in this time. */
  private static final long LIMIT_SECONDS = 30;

  private static final int OUTPUT_MAX_BYTES = 64 << 10;

  /** In place of a user name: the secret is an identity token. */
  private static final String TOKEN_USER = "<token>";

  /** The login of a registry; nobody's when the helper has none. */
  Account get(String key) throws IOException {
    Said said = run("get", key);
    if (said.exitCode() != 0) {
      return Account.NOBODY;
    }
    JsonObject found = object(said.text());
    String user = found.text("Username");
    String secret = found.text("Secret");
    return user.equals(TOKEN_USER) ? new Account("", "", secret) : new Account(user, secret, "");
  }

  void store(String key, Account login) throws IOException {
    boolean token = !login.identityToken().isEmpty();
    JsonObject entry =
        new JsonObject()
            .set("ServerURL", key)
            .set("Username", token ? TOKEN_USER : login.username())
            .set("Secret", token ? login.identityToken() : login.password());
    if (run("store", entry.toString()).exitCode() != 0) {
      throw new CommandException(program() + " did not keep the login of " + key);
    }
  }

  void erase(String key) throws IOException {
    run("erase", key);
  }

  private String program() {
    return "docker-credential-" + name;
  }

  private JsonObject object(String text) throws IOException {
    try {
      return JsonReader.parse(text) instanceof JsonObject found ? found : new JsonObject();
    } catch (JsonSyntaxException _) {
      throw new CommandException(program() + " does not answer in JSON");
    }
  }

  private record Said(int exitCode, String text) {
    @Override
    public String toString() {
      return "exit code " + exitCode;
    }
  }

  private Said run(String verb, String input) throws IOException {
    Process process =
        new ProcessBuilder(program(), verb).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    Thread limit = Thread.ofVirtual().start(() -> end(process));
    try (var out = process.getOutputStream()) {
      out.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      // one that does not read what it is told says so by its exit code
    }
    byte[] answer = process.getInputStream().readNBytes(OUTPUT_MAX_BYTES);
    try {
      return new Said(process.waitFor(), new String(answer, StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + program() + " ran", e);
    } finally {
      limit.interrupt();
    }
  }

  private static void end(Process process) {
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
