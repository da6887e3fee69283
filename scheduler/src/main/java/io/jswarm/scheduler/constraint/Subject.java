package io.jswarm.scheduler.constraint;

import io.jswarm.api.model.Node;
import java.util.List;
import java.util.Locale;

/** What of a node a constraint speaks about. */
enum Subject {
  ID("node.id"),
  HOSTNAME("node.hostname"),
  IP("node.ip"),
  ROLE("node.role"),
  OS("node.platform.os"),
  ARCHITECTURE("node.platform.arch"),
  NODE_LABEL("node.labels."),
  ENGINE_LABEL("engine.labels."),
  /** A key nobody knows. */
  UNKNOWN("");

  private static final List<Subject> BY_LABEL = List.of(NODE_LABEL, ENGINE_LABEL);

  private final String text;

  Subject(String text) {
    this.text = text;
  }

  /** The subject of a key; keys are read without regard to case. */
  static Subject of(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    for (Subject subject : values()) {
      boolean named =
          BY_LABEL.contains(subject)
              ? lower.startsWith(subject.text) && lower.length() > subject.text.length()
              : lower.equals(subject.text);
      if (named) {
        return subject;
      }
    }
    return UNKNOWN;
  }

  /** What the node has there; a label that is missing is empty, and so is what nobody knows. */
  String on(Node node, String key) {
    return switch (this) {
      case ID -> node.id();
      case HOSTNAME -> node.description().hostname();
      case IP -> node.status().addr();
      case ROLE -> node.spec().role();
      case OS -> node.description().platform().os();
      case ARCHITECTURE -> node.description().platform().architecture();
      case NODE_LABEL -> node.spec().labels().getOrDefault(key.substring(text.length()), "");
      case ENGINE_LABEL ->
          node.description().engine().labels().getOrDefault(key.substring(text.length()), "");
      case UNKNOWN -> "";
    };
  }
}
