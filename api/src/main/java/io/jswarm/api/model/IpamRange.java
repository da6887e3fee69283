package io.jswarm.api.model;

/** One subnet of a network, in the shape tasks carry it. */
@OmitEmpty
public record IpamRange(String subnet, String range, String gateway) {
  public IpamRange {
    subnet = Values.text(subnet);
    range = Values.text(range);
    gateway = Values.text(gateway);
  }
}
