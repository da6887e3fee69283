package io.jswarm.manager.control;

import io.jswarm.api.model.ContainerSpec;
import org.jspecify.annotations.Nullable;

/**
 * Whether the template fields of a container spec are closed; what they may name is the worker's to
 * know.
 */
final class TemplateSyntax {
  private TemplateSyntax() {}

  static @Nullable String check(ContainerSpec container) {
    if (isOpen(container.hostname())) {
      return message("hostname");
    }
    if (container.env().stream().anyMatch(TemplateSyntax::isOpen)) {
      return message("env");
    }
    boolean mounts =
        container.mounts().stream().anyMatch(m -> isOpen(m.source()) || isOpen(m.target()));
    return mounts ? message("mounts") : null;
  }

  private static String message(String where) {
    return "expanding " + where + " failed: template: expansion:1: unclosed action";
  }

  private static boolean isOpen(String text) {
    int from = text.indexOf("{{");
    while (from >= 0) {
      int end = text.indexOf("}}", from);
      if (end < 0) {
        return true;
      }
      from = text.indexOf("{{", end);
    }
    return false;
  }
}
