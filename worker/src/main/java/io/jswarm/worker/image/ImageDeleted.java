package io.jswarm.worker.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** One thing {@code docker rmi} did: a name taken away, or an image or layer deleted. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImageDeleted(@Nullable String untagged, @Nullable String deleted) {
  static ImageDeleted untagged(String name) {
    return new ImageDeleted(name, null);
  }

  static ImageDeleted deleted(String digest) {
    return new ImageDeleted(null, digest);
  }
}
