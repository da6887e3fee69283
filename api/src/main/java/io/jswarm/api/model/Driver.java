package io.jswarm.api.model;

import java.util.Map;

/** A driver by name, with its options. */
@OmitEmpty
public record Driver(String name, Map<String, String> options) {
  public Driver {
    name = Values.text(name);
    options = Values.map(options);
  }

  /** The default driver. */
  public static final Driver DEFAULT = new Driver("", Map.of());
}
