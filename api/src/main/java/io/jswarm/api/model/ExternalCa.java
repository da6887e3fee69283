package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/** A certificate authority outside the cluster that signs node certificates. */
@OmitEmpty
public record ExternalCa(
    String protocol,
    @JsonProperty("URL") String url,
    Map<String, String> options,
    @JsonProperty("CACert") @Always String caCert) {
  public ExternalCa {
    protocol = Values.text(protocol);
    url = Values.text(url);
    options = Values.map(options);
    caCert = Values.text(caCert);
  }
}
