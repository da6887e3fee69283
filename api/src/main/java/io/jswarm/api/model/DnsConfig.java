package io.jswarm.api.model;

import java.util.List;

/** The resolver settings of a container. */
@OmitEmpty
public record DnsConfig(List<String> nameservers, List<String> search, List<String> options) {
  public DnsConfig {
    nameservers = Values.list(nameservers);
    search = Values.list(search);
    options = Values.list(options);
  }
}
