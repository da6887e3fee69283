package io.jswarm.cli.json;

/** The JSON value {@code null}, told apart from a field that is not there. */
public enum JsonNull {
  NULL;

  @Override
  public String toString() {
    return "null";
  }
}
