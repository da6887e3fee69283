package io.jswarm.scheduler.node;

import io.jswarm.api.model.Node;
import io.jswarm.api.model.Placement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A label over whose values tasks are spread. */
public record SpreadKey(Source source, String label) {
  /** Whose label it is. */
  public enum Source {
    NODE("node.labels."),
    ENGINE("engine.labels.");

    private final String prefix;

    Source(String prefix) {
      this.prefix = prefix;
    }
  }

  /**
   * The keys of a placement in order; descriptors that are not labels have no effect, as in Swarm.
   */
  static List<SpreadKey> of(Placement placement) {
    return placement.preferences().stream()
        .flatMap(preference -> Optional.ofNullable(preference.spread()).stream())
        .flatMap(spread -> parse(spread.spreadDescriptor()).stream())
        .toList();
  }

  private static Optional<SpreadKey> parse(String descriptor) {
    String lower = descriptor.toLowerCase(Locale.ROOT);
    for (Source source : Source.values()) {
      if (lower.startsWith(source.prefix) && lower.length() > source.prefix.length()) {
        return Optional.of(new SpreadKey(source, descriptor.substring(source.prefix.length())));
      }
    }
    return Optional.empty();
  }

  /** The node's value of the label; empty when it has none. */
  public String valueOn(Node node) {
    var labels =
        switch (source) {
          case NODE -> node.spec().labels();
          case ENGINE -> node.description().engine().labels();
        };
    return labels.getOrDefault(label, "");
  }
}
