package io.jswarm.cli.system;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Wire;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * {@code system dial-stdio}: joins standard input and output to the daemon's socket, so that a
 * client elsewhere can speak to it through a remote shell.
 */
public final class DialStdio implements Command {
  private static final int BUFFER_BYTES = 32 * 1024;

  @Override
  public Synopsis synopsis() {
    return Synopsis.of("Join standard input and output to the daemon's socket.");
  }

  @Override
  public FlagSet flags() {
    return new FlagSet();
  }

  @Override
  public int run(Invocation call) throws IOException {
    try (Wire wire = call.client().open()) {
      Thread.ofVirtual().start(() -> forward(call.console().in(), wire));
      copy(wire.in(), new FileOutputStream(FileDescriptor.out));
    }
    return 0;
  }

  /** Ends with the input: the daemon then sees the end of what it is sent and finishes. */
  private static void forward(InputStream in, Wire wire) {
    try {
      copy(in, wire.out());
      wire.endOutput();
    } catch (IOException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      to.write(buffer, 0, read);
      to.flush();
    }
  }
}
