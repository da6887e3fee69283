package io.jswarm.api.model;

/** The network whose configuration another one takes. */
@OmitEmpty
public record ConfigFrom(@Always String network) {
  public ConfigFrom {
    network = Values.text(network);
  }

  /** Its own configuration. */
  public static final ConfigFrom NONE = new ConfigFrom("");
}
