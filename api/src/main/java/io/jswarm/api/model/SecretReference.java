package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** A secret that a container sees as a file. */
@OmitEmpty
public record SecretReference(
    @Always @Nullable FileTarget file,
    @JsonProperty("SecretID") @Always String secretId,
    @Always String secretName)
    implements PayloadReference {
  public SecretReference {
    secretId = Values.text(secretId);
    secretName = Values.text(secretName);
  }

  @Override
  public PayloadKind kind() {
    return PayloadKind.SECRET;
  }

  @Override
  public String id() {
    return secretId;
  }

  @Override
  public String name() {
    return secretName;
  }

  /** The same wish for another object. */
  public SecretReference withId(String id) {
    return new SecretReference(file, id, secretName);
  }
}
