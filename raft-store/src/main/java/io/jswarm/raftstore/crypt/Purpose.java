package io.jswarm.raftstore.crypt;

/**
 * What a sealed record is for. It is bound into the seal: a record moved to another place does not
 * open there. The marks are part of the format.
 */
public enum Purpose {
  LOG_ENTRY((byte) 'E'),
  SNAPSHOT((byte) 'S');

  private final byte mark;

  Purpose(byte mark) {
    this.mark = mark;
  }

  byte mark() {
    return mark;
  }
}
