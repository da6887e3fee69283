package io.jswarm.api.model;

import java.util.List;
import java.util.Map;

/** A network to attach to, by name or id, and the names to be known by on it. */
@OmitEmpty
public record NetworkAttachmentConfig(
    String target, List<String> aliases, Map<String, String> driverOpts) {
  public NetworkAttachmentConfig {
    target = Values.text(target);
    aliases = Values.list(aliases);
    driverOpts = Values.map(driverOpts);
  }
}
