package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What rotating a secret or config came to, or would come to. Ours.
 *
 * @param id of the newest version; empty while it is only a question
 * @param number of that version, counted from 1
 * @param services that get it
 * @param removed names of older versions that are kept no longer
 */
@OmitEmpty
public record PayloadRotated(
    @JsonProperty("ID") @Always String id,
    @Always String name,
    @Always long number,
    @Always List<ServiceName> services,
    @Always List<String> removed,
    List<String> warnings) {

  /** A service by id and name. */
  public record ServiceName(@JsonProperty("ID") String id, String name) {
    public static ServiceName of(Service service) {
      return new ServiceName(service.id(), service.spec().name());
    }
  }
}
