package io.jswarm.api.model;

/** Options of a bind mount. */
@OmitEmpty
public record BindOptions(
    String propagation,
    boolean nonRecursive,
    boolean createMountpoint,
    boolean readOnlyNonRecursive,
    boolean readOnlyForceRecursive) {
  public BindOptions {
    propagation = Values.text(propagation);
  }
}
