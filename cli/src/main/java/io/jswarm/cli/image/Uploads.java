package io.jswarm.cli.image;

import io.jswarm.cli.command.CommandException;
import io.jswarm.cli.command.Invocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files sent to the daemon. */
final class Uploads {
  private Uploads() {}

  /** The file, or standard input for {@code -}. */
  static InputStream open(Invocation call, String file) throws IOException {
    if (file.equals("-")) {
      return call.console().in();
    }
    try {
      return Files.newInputStream(Path.of(file));
    } catch (NoSuchFileException _) {
      throw new CommandException("there is no file " + file);
    }
  }
}
