package io.jswarm.cli.json;

import java.io.IOException;

/** The text is not JSON; the message names the position of the first bad character. */
public final class JsonSyntaxException extends IOException {
  private static final long serialVersionUID = 1L;

  JsonSyntaxException(String message, long position) {
    super(message + " at character " + position);
  }
}
