package io.jswarm.api.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which driver hands out addresses, and of which subnets. An absent list leaves the choice to the
 * cluster.
 */
@OmitEmpty
public record Ipam(
    @Always String driver,
    @Always @Nullable Map<String, String> options,
    @Always @Nullable List<IpamConfig> config) {
  public Ipam {
    driver = Values.text(driver);
    options = Values.mapOrNull(options);
    config = Values.listOrNull(config);
  }

  /** The default driver with subnets of its own choice. */
  public static final Ipam DEFAULT = new Ipam("default", null, null);
}
