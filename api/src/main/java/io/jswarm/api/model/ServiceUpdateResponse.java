package io.jswarm.api.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the owner of a changed service should know. */
@OmitEmpty
public record ServiceUpdateResponse(@Always @Nullable List<String> warnings) {
  public ServiceUpdateResponse {
    warnings = Values.listOrNull(warnings);
  }
}
