package io.jswarm.lab.bench.cluster;

import io.jswarm.lab.wire.Call;
import io.jswarm.lab.wire.Reply;
import java.io.IOException;

/** A daemon refused a call. */
public final class RefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  RefusedException(Call call, Reply reply) {
    super(call.method() + " " + call.path() + " -> " + reply);
  }

  /** Whether somebody else wrote the object since it was read. */
  boolean isOutOfSequence() {
    return String.valueOf(getMessage()).contains("update out of sequence");
  }
}
