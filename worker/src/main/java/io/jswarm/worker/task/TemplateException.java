package io.jswarm.worker.task;

/** A template in a service's spec that cannot be filled in; the message says which part and why. */
public final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TemplateException(String message) {
    super(message);
  }
}
