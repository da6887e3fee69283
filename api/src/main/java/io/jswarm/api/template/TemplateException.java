package io.jswarm.api.template;

/** A template that cannot be filled in; the message says which part and why, in Go's words. */
public final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a sentence for the user. */
  public TemplateException(String message) {
    super(message);
  }

  /** The same, within something that is named. */
  TemplateException within(String what) {
    return new TemplateException(what + ": " + getMessage());
  }
}
