package io.jswarm.api.codec;

import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/** A document that cannot be read: what is wrong with it and at which member. */
public final class BadDocument extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private BadDocument(String message, Throwable cause) {
    super(message, cause);
  }

  static BadDocument from(JacksonException e) {
    String member =
        e.getPath().stream()
            .map(r -> r.getPropertyName() == null ? "[" + r.getIndex() + "]" : r.getPropertyName())
            .collect(Collectors.joining("."))
            .replace(".[", "[");
    String reason = e.getOriginalMessage();
    return new BadDocument(member.isEmpty() ? reason : member + ": " + reason, e);
  }
}
