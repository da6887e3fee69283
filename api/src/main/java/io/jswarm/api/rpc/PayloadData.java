package io.jswarm.api.rpc;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.jswarm.api.model.Bytes;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Payload;
import io.jswarm.api.model.PayloadKind;
import io.jswarm.api.model.PayloadReference;
import io.jswarm.api.model.TaskSpec;
import java.util.List;

/**
 * A secret or config as a node is given it: kept in memory only.
 *
 * @param template whether the data is a template, to be filled in for each task
 */
public record PayloadData(PayloadKind kind, String id, String name, Bytes data, boolean template) {

  /** Of what is stored. */
  public static PayloadData of(Payload payload) {
    return new PayloadData(
        payload.kind(),
        payload.id(),
        payload.name(),
        payload.data(),
        payload.templating() != null && !payload.templating().name().isEmpty());
  }

  /** What it is known by between a leader and a node. */
  @JsonIgnore
  public String key() {
    return key(kind, id);
  }

  /** The key of the payload that is meant. */
  public static String key(PayloadReference reference) {
    return key(reference.kind(), reference.id());
  }

  /** The key of the payload of this id. */
  public static String key(PayloadKind kind, String id) {
    return kind.noun() + "/" + id;
  }

  /** The keys of all that a task cannot be made without, each once. */
  public static List<String> neededBy(TaskSpec spec) {
    ContainerSpec container = spec.containerSpec();
    return container == null
        ? List.of()
        : container.payloads().stream().map(PayloadData::key).distinct().toList();
  }
}
