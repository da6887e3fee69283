package io.jswarm.api.model;

import org.jspecify.annotations.Nullable;

/**
 * Which system calls a container may make: {@code default}, {@code unconfined} or {@code custom}
 * with a profile.
 */
@OmitEmpty
public record SeccompOpts(String mode, @Nullable Bytes profile) {
  public SeccompOpts {
    mode = Values.text(mode);
  }
}
