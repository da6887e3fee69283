package io.jswarm.cli.payload;

import io.jswarm.cli.http.Request;

/** What a command is about. */
public enum Noun {
  SECRET("secret", "SECRET", 500 << 10),
  CONFIG("config", "CONFIG", 1000 << 10);

  private final String text;
  private final String argument;
  private final int limitBytes;

  Noun(String text, String argument, int limitBytes) {
    this.text = text;
    this.argument = argument;
    this.limitBytes = limitBytes;
  }

  String text() {
    return text;
  }

  /** As usage lines name one of them. */
  String argument() {
    return argument;
  }

  /** Data must be shorter. */
  int limitBytes() {
    return limitBytes;
  }

  String path() {
    return "/" + text + "s";
  }

  String path(String reference) {
    return path() + "/" + Request.segment(reference);
  }
}
