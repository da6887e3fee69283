package io.jswarm.api.model;

/** One named piece of a kind of resource. */
@OmitEmpty
public record NamedResourceSpec(String kind, String value) {
  public NamedResourceSpec {
    kind = Values.text(kind);
    value = Values.text(value);
  }
}
