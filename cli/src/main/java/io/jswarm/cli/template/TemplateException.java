package io.jswarm.cli.template;

import java.io.IOException;

/** A template that cannot be read, or does not fit what it is given. */
public final class TemplateException extends IOException {
  private static final long serialVersionUID = 1L;

  TemplateException(String message) {
    super("template: " + message);
  }
}
