package io.jswarm.api.template;

import io.jswarm.api.model.Platform;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** What templates may name: a task, its service, and the node it is on. */
public record TemplateContext(Service service, Node node, Task task) {
  /** {@code .Service.ID}, {@code .Service.Name} and {@code .Service.Labels}. */
  public record Service(String id, String name, Map<String, String> labels) {}

  /** {@code .Node.ID}, {@code .Node.Hostname}, {@code .Node.Platform.OS} and its architecture. */
  public record Node(String id, String hostname, Platform platform) {}

  /**
   * {@code .Task.ID}, {@code .Task.Name} and {@code .Task.Slot}.
   *
   * @param slot its number; of global services the node's id
   */
  public record Task(String id, String name, String slot) {}

  private static final String SERVICE_TYPE =
      "struct { ID string; Name string; Labels map[string]string }";
  private static final String NODE_TYPE =
      "struct { ID string; Hostname string; Platform template.Platform }";
  private static final String TASK_TYPE = "struct { ID string; Name string; Slot string }";

  /** As the value {@code .}, of a type with this name. */
  Value.Struct dot(String type) {
    Value.Struct platform =
        struct(
            "template.Platform",
            "Architecture",
            node.platform.architecture(),
            "OS",
            node.platform.os());
    SequencedMap<String, Value> fields = new LinkedHashMap<>();
    fields.put(
        "Service",
        struct(SERVICE_TYPE, "ID", service.id, "Name", service.name)
            .with("Labels", new Value.Labels(new TreeMap<>(service.labels))));
    fields.put(
        "Node",
        struct(NODE_TYPE, "ID", node.id, "Hostname", node.hostname).with("Platform", platform));
    fields.put(
        "Task", struct(TASK_TYPE, "ID", task.id, "Name", task.name).with("Slot", text(task.slot)));
    return new Value.Struct(type, fields);
  }

  private static Value.Struct struct(
      String type, String first, String one, String second, String two) {
    SequencedMap<String, Value> fields = new LinkedHashMap<>();
    fields.put(first, text(one));
    fields.put(second, text(two));
    return new Value.Struct(type, fields);
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }
}
