package io.jswarm.worker.engine.oci;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.ContainerSpec;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Container specs with one thing changed, by the names of the API. */
final class Specs {
  private Specs() {}

  static ContainerSpec user(ContainerSpec spec, String user) {
    return with(spec, "User", user);
  }

  static ContainerSpec dir(ContainerSpec spec, String directory) {
    return with(spec, "Dir", directory);
  }

  static ContainerSpec readOnly(ContainerSpec spec) {
    return with(spec, "ReadOnly", true);
  }

  static ContainerSpec tty(ContainerSpec spec) {
    return with(spec, "TTY", true);
  }

  static ContainerSpec init(ContainerSpec spec) {
    return with(spec, "Init", true);
  }

  static ContainerSpec stopSignal(ContainerSpec spec, String signal) {
    return with(spec, "StopSignal", signal);
  }

  static ContainerSpec capabilities(ContainerSpec spec, List<String> add, List<String> drop) {
    return with(with(spec, "CapabilityAdd", add), "CapabilityDrop", drop);
  }

  static ContainerSpec with(ContainerSpec spec, String member, Object value) {
    ObjectNode document = Json.mapper().valueToTree(spec);
    document.set(member, Json.mapper().valueToTree(value));
    return Json.read(Json.write(document), ContainerSpec.class);
  }
}
