package io.jswarm.api.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A secret or a config, as far as the same rules hold for both.
 *
 * <p>Versions: a payload's data never changes; rotating makes another object, which takes over the
 * name. The one before keeps its id, and its former name as its handle. So the newest version has
 * no handle, and the handle of every older one is the name of the newest.
 */
public sealed interface Payload permits Secret, Config {
  PayloadKind kind();

  String id();

  Version version();

  PayloadSpec spec();

  /** The name it had while it was the newest version; empty while it is. */
  String handle();

  /** How many versions were before it. */
  long revision();

  /** The same object with other labels. */
  Payload withLabels(Map<String, String> labels);

  /** The version after this one, as another object. */
  Payload next(String id, Bytes data);

  default String name() {
    return spec().name();
  }

  /** Which version it is: 1 for the first, then counting. */
  default long number() {
    return revision() + 1;
  }

  /** Empty when it comes from elsewhere. */
  default Bytes data() {
    Bytes data = spec().data();
    return data == null ? Bytes.EMPTY : data;
  }

  /** Who fills in the template that the data is; null when it is none. */
  default @Nullable Driver templating() {
    return spec().templating();
  }

  /** The name by which its versions are known together. */
  default String lineage() {
    return handle().isEmpty() ? name() : handle();
  }
}
