package io.jswarm.api.model;

/** Which AppArmor profile applies: {@code default} or {@code disabled}. */
@OmitEmpty
public record AppArmorOpts(String mode) {
  public AppArmorOpts {
    mode = Values.text(mode);
  }
}
