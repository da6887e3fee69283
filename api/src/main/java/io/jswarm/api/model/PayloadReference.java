package io.jswarm.api.model;

import org.jspecify.annotations.Nullable;

/** A container's wish for a secret or a config, as far as both are the same. */
public sealed interface PayloadReference permits SecretReference, ConfigReference {
  PayloadKind kind();

  /** The object's id, which decides. */
  String id();

  /** What the object is called, or was when it was the newest version. */
  String name();

  /** Where the container sees it; null when not as a file. */
  @Nullable FileTarget file();
}
