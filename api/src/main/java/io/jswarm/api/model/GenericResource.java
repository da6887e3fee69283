package io.jswarm.api.model;

import org.jspecify.annotations.Nullable;

/** A resource the cluster only counts: either a named piece or a number of equal pieces. */
@OmitEmpty
public record GenericResource(
    @Nullable NamedResourceSpec namedResourceSpec,
    @Nullable DiscreteResourceSpec discreteResourceSpec) {
  /** The kind whose pieces are GPUs. */
  public static final String GPU = "gpu";

  /** One piece with a name of its own, such as a GPU by its UUID. */
  public static GenericResource named(String kind, String value) {
    return new GenericResource(new NamedResourceSpec(kind, value), null);
  }

  /** A number of pieces that are all alike. */
  public static GenericResource discrete(String kind, long value) {
    return new GenericResource(null, new DiscreteResourceSpec(kind, value));
  }
}
