package io.jswarm.api.model;

/** Where a Windows managed service account is described. */
@OmitEmpty
public record CredentialSpec(@Always String config, @Always String file, @Always String registry) {
  public CredentialSpec {
    config = Values.text(config);
    file = Values.text(file);
    registry = Values.text(registry);
  }
}
