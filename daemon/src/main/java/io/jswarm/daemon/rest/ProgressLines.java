package io.jswarm.daemon.rest;

import io.jswarm.worker.image.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Sends progress as it comes, from whichever thread tells it. */
final class ProgressLines {
  private final OutputStream out;
  private boolean begun;

  ProgressLines(OutputStream out) {
    this.out = out;
  }

  /** One step; fails with {@link UncheckedIOException} when the client is gone. */
  synchronized void tell(Progress step) {
    begun = true;
    try {
      out.write(Answers.line(step));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized boolean begun() {
    return begun;
  }
}
