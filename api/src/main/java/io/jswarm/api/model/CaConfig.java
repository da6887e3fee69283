package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;

/** The cluster's certificate authority. Raising {@code forceRotate} asks for a new root. */
@OmitEmpty
public record CaConfig(
    @OmitZero Duration nodeCertExpiry,
    @JsonProperty("ExternalCAs") List<ExternalCa> externalCas,
    @JsonProperty("SigningCACert") String signingCaCert,
    @JsonProperty("SigningCAKey") String signingCaKey,
    long forceRotate) {
  public CaConfig {
    nodeCertExpiry = Values.duration(nodeCertExpiry);
    externalCas = Values.list(externalCas);
    signingCaCert = Values.text(signingCaCert);
    signingCaKey = Values.text(signingCaKey);
  }

  /** Nothing said. */
  public static final CaConfig UNSET = new CaConfig(Duration.ZERO, List.of(), "", "", 0);
}
