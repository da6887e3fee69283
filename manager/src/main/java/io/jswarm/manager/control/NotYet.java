package io.jswarm.manager.control;

import io.jswarm.api.command.Refusal;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Driver;
import io.jswarm.api.model.Mount;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.TaskSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Fields this version understands and keeps but does not act on. A service that sets one is
 * refused, unless ignoring the field changes nothing: software that runs must do what its spec
 * says. {@code docs/STATUS.md} has the same list for people.
 */
final class NotYet {
  private static final Map<String, Predicate<ServiceSpec>> FIELDS = new LinkedHashMap<>();
  private static final Map<String, Predicate<ContainerSpec>> CONTAINER = new LinkedHashMap<>();

  static {
    FIELDS.put("plugin services", s -> s.taskTemplate().pluginSpec() != null);
    FIELDS.put(
        "network attachments as services", s -> s.taskTemplate().networkAttachmentSpec() != null);
    FIELDS.put(
        "log drivers other than json-file, local and none",
        s -> isForeign(s.taskTemplate().logDriver()));
    CONTAINER.put(
        "configs read by the runtime, which are credential specs of Windows,",
        c -> c.configs().stream().anyMatch(each -> each.runtime() != null));
    CONTAINER.put("named pipes", c -> mounts(c, "npipe"));
  }

  private NotYet() {}

  static Optional<Refusal> check(ServiceSpec spec) {
    TaskSpec task = spec.taskTemplate();
    ContainerSpec container = task.containerSpec();
    return first(FIELDS, spec)
        .or(() -> container == null ? Optional.empty() : first(CONTAINER, container))
        .map(what ->
            new Refusal(
                Refusal.Kind.UNIMPLEMENTED,
                what
                    + " are not available in this version of jswarm; leave them out or wait for"
                    + " a later version (docs/STATUS.md says what is)"));
  }

  private static <T> Optional<String> first(Map<String, Predicate<T>> table, T value) {
    return table.entrySet().stream()
        .filter(e -> e.getValue().test(value))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean isForeign(@Nullable Driver driver) {
    return driver != null && !List.of("", "json-file", "local", "none").contains(driver.name());
  }

  private static boolean mounts(ContainerSpec container, String type) {
    return container.mounts().stream().map(Mount::type).anyMatch(type::equals);
  }
}
