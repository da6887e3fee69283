package io.jswarm.api.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a secret is called and holds; with a driver the payload comes from a plugin. */
@OmitEmpty
public record SecretSpec(
    String name,
    @Always Map<String, String> labels,
    @Nullable Bytes data,
    @Nullable Driver driver,
    @Nullable Driver templating)
    implements PayloadSpec {
  public SecretSpec {
    name = Values.text(name);
    labels = Values.map(labels);
  }

  public SecretSpec withName(String name) {
    return new SecretSpec(name, labels, data, driver, templating);
  }

  public SecretSpec withLabels(Map<String, String> labels) {
    return new SecretSpec(name, labels, data, driver, templating);
  }

  public SecretSpec withData(@Nullable Bytes data) {
    return new SecretSpec(name, labels, data, driver, templating);
  }
}
