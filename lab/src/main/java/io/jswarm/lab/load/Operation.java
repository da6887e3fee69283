package io.jswarm.lab.load;

import io.jswarm.lab.wire.Call;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a client asks again and again. */
public enum Operation {
  /** A service without replicas, each with a name of its own. */
  CREATE,
  /** The one service {@link Load} makes for it. */
  INSPECT,
  SERVICES,
  TASKS,
  NODES;

  /**
   * The operation a user means by this word.
   *
   * @throws IllegalArgumentException with the names there are
   */
  public static Operation named(String word) {
    return Arrays.stream(values())
        .filter(operation -> operation.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "there is no operation '"
                    + word
                    + "'; there are: "
                    + Arrays.stream(values())
                        .map(Operation::word)
                        .collect(Collectors.joining(", "))));
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The next request of a client.
   *
   * @param prefix begins the names of all services of this load
   * @param unique no two calls of one load have the same
   */
  Call call(String prefix, String unique) {
    return switch (this) {
      case CREATE -> create(prefix + unique);
      case INSPECT -> Call.get("/services/" + prefix);
      case SERVICES -> Call.get("/services");
      case TASKS -> Call.get("/tasks");
      case NODES -> Call.get("/nodes");
    };
  }

  static Call create(String name) {
    return Call.post(
        "/services/create",
        "{\"Name\":\""
            + name
            + "\",\"Mode\":{\"Replicated\":{\"Replicas\":0}},"
            + "\"TaskTemplate\":{\"ContainerSpec\":{\"Image\":\"busybox:latest\"}}}");
  }
}
