package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The file a secret or config becomes; {@code mode} is a file mode as a decimal number. */
@OmitEmpty
public record FileTarget(
    @Always String name,
    @JsonProperty("UID") @Always String uid,
    @JsonProperty("GID") @Always String gid,
    @Always int mode) {
  public FileTarget {
    name = Values.text(name);
    uid = Values.text(uid);
    gid = Values.text(gid);
  }
}
