package io.jswarm.api.model;

import java.util.List;
import java.util.Map;

/** The engine of a node: its version, its labels, and the plugins it has. */
@OmitEmpty
public record EngineDescription(
    String engineVersion, Map<String, String> labels, List<PluginDescription> plugins) {
  public EngineDescription {
    engineVersion = Values.text(engineVersion);
    labels = Values.map(labels);
    plugins = Values.list(plugins);
  }

  /** Of a node that has not spoken yet. */
  public static final EngineDescription UNKNOWN = new EngineDescription("", Map.of(), List.of());
}
