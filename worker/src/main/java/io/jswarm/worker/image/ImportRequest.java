package io.jswarm.worker.image;

import java.util.List;

/**
 * What {@code docker import} says of the image it makes.
 *
 * @param reference its name; empty for none
 * @param message kept as the image's comment
 * @param changes Dockerfile instructions for its configuration, as {@code ENV PATH=/bin}
 * @param arch as Docker names it, {@code amd64}; empty for this machine's
 */
public record ImportRequest(String reference, String message, List<String> changes, String arch) {
  public ImportRequest {
    changes = List.copyOf(changes);
  }
}
