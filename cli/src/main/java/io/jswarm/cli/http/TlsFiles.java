package io.jswarm.cli.http;

/**
 * The PEM files a TLS connection is made from; an empty path means not given.
 *
 * @param verify whether the daemon must prove itself against {@code ca}
 */
public record TlsFiles(boolean enabled, boolean verify, String ca, String cert, String key) {
  /** No TLS. */
  public static final TlsFiles PLAIN = new TlsFiles(false, false, "", "", "");

  boolean isPlain() {
    return !enabled;
  }
}
