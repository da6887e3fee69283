package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** A secret that a container sees as a file. */
@OmitEmpty
public record SecretReference(
    @Always @Nullable FileTarget file,
    @JsonProperty("SecretID") @Always String secretId,
    @Always String secretName) {
  public SecretReference {
    secretId = Values.text(secretId);
    secretName = Values.text(secretName);
  }
}
