package io.jswarm.cli.http;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** No connection to the daemon; the message says which address and what to try. */
public final class UnreachableException extends IOException {
  private static final long serialVersionUID = 1L;

  private UnreachableException(String message, IOException cause) {
    super(message, cause);
  }

  static UnreachableException of(DaemonAddress address, IOException cause) {
    String reason = String.valueOf(cause.getMessage());
    if (cause instanceof AccessDeniedException
        || reason.toLowerCase(Locale.ROOT).contains("permission denied")) {
      return new UnreachableException(
          "no permission to open " + address.display() + ": be root or join the group jswarm",
          cause);
    }
    boolean missing =
        cause instanceof NoSuchFileException
            || (address instanceof DaemonAddress.UnixSocket unix && Files.notExists(unix.path()));
    String why = missing ? "there is no such socket" : reason;
    return new UnreachableException(
        "cannot reach the daemon at "
            + address.display()
            + " ("
            + why
            + "): start jswarmd, or name another host with -H or JSWARM_HOST",
        cause);
  }
}
