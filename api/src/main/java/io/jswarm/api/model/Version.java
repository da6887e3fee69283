package io.jswarm.api.model;

/**
 * When an object was last written: the number of the round that wrote it. A writer sends it back to
 * prove that it saw the latest state.
 */
@OmitEmpty
public record Version(long index) {

  /** Of an object that was never written. */
  public static final Version ZERO = new Version(0);
}
