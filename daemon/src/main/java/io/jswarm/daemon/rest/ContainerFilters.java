package io.jswarm.daemon.rest;

import io.jswarm.worker.engine.Exit;
import io.jswarm.worker.engine.LocalContainer;
import java.util.List;
import java.util.Optional;

/** The filters of {@code GET /containers/json}. */
final class ContainerFilters {
  static final List<String> KEYS =
      List.of(
          "ancestor",
          "exited",
          "expose",
          "health",
          "id",
          "is-task",
          "isolation",
          "label",
          "name",
          "network",
          "publish",
          "status",
          "volume");

  private ContainerFilters() {}

  static boolean matches(Filters filters, LocalContainer container) {
    String image = container.plan().container().image();
    Optional<Exit> exit = ContainerJson.exit(container.state());
    return filters.prefix("id", container.id())
        && (filters.pattern("name", container.plan().name())
            || filters.pattern("name", "/" + container.plan().name()))
        && filters.labels("label", container.plan().labels())
        && filters.exact("status", container.state().docker())
        && filters.exact("exited", exit.map(e -> Integer.toString(e.code())).orElse(""))
        && (filters.exact("ancestor", image)
            || filters.exact("ancestor", container.imageId())
            || filters.exact("ancestor", image.split(":", 2)[0]))
        && filters.flag("is-task", true)
        && filters.exact("health", ContainerHealth.word(container))
        && ContainerNetworks.of(container.plan()).stream()
            .anyMatch(each ->
                filters.exact("network", each.name()) || filters.exact("network", each.networkId()))
        && !filters.has("publish")
        && !filters.has("expose")
        && (!filters.has("volume")
            || container.plan().container().mounts().stream()
                .anyMatch(m ->
                    filters.exact("volume", m.source()) || filters.exact("volume", m.target())));
  }
}
