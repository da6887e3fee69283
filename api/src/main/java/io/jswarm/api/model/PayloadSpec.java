package io.jswarm.api.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a secret or a config is called and holds, as far as both are the same. */
public sealed interface PayloadSpec permits SecretSpec, ConfigSpec {
  String name();

  Map<String, String> labels();

  /** Null when it comes from elsewhere, and in what only changes labels. */
  @Nullable Bytes data();

  /** Who fills in the template that the data is; null when it is none. */
  @Nullable Driver templating();
}
