package io.jswarm.api.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a config is called and holds. */
@OmitEmpty
public record ConfigSpec(
    String name,
    @Always Map<String, String> labels,
    @Nullable Bytes data,
    @Nullable Driver templating)
    implements PayloadSpec {
  public ConfigSpec {
    name = Values.text(name);
    labels = Values.map(labels);
  }

  public ConfigSpec withName(String name) {
    return new ConfigSpec(name, labels, data, templating);
  }

  public ConfigSpec withLabels(Map<String, String> labels) {
    return new ConfigSpec(name, labels, data, templating);
  }

  public ConfigSpec withData(@Nullable Bytes data) {
    return new ConfigSpec(name, labels, data, templating);
  }
}
