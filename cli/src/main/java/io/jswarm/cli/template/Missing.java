package io.jswarm.cli.template;

/** What a field that is not there evaluates to; prints as Go does. */
enum Missing {
  VALUE;

  @Override
  public String toString() {
    return "<no value>";
  }
}
