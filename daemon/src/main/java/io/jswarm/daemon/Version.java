package io.jswarm.daemon;

/** The release this program is. */
final class Version {
  static final String TEXT = "0.1.0";

  private Version() {}
}
