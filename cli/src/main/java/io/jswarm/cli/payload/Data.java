package io.jswarm.cli.payload;

import io.jswarm.cli.command.CommandException;
import io.jswarm.cli.command.Invocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;

/** The data of a secret or config, from a file or from standard input. */
final class Data {
  private Data() {}

  /**
   * The content in base64, as the API takes it.
   *
   * @param file {@code -} is standard input
   * @throws CommandException when it is empty, too long or not there
   */
  static String read(Invocation call, Noun noun, String file) throws IOException {
    byte[] bytes;
    if (file.equals("-")) {
      bytes = call.console().in().readNBytes(noun.limitBytes());
    } else {
      try (InputStream in = Files.newInputStream(Path.of(file))) {
        bytes = in.readNBytes(noun.limitBytes());
      } catch (NoSuchFileException _) {
        throw new CommandException("there is no file " + file);
      } catch (AccessDeniedException _) {
        throw new CommandException("the file " + file + " may not be read");
      }
    }
    if (bytes.length == 0 || bytes.length >= noun.limitBytes()) {
      String what = bytes.length == 0 ? "is empty" : "is too long";
      throw new CommandException(
          "%s %s: the data of a %s has at least 1 byte and fewer than %d"
              .formatted(
                  file.equals("-") ? "standard input" : file,
                  what,
                  noun.text(),
                  noun.limitBytes()));
    }
    return Base64.getEncoder().encodeToString(bytes);
  }
}
