package io.jswarm.api.model;

import java.util.List;

/** Address settings of a network, in the shape tasks carry them. */
@OmitEmpty
public record IpamOptions(@Always Driver driver, List<IpamRange> configs) {
  public IpamOptions {
    driver = driver == null ? Driver.DEFAULT : driver;
    configs = Values.list(configs);
  }
}
