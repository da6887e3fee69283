package io.jswarm.manager.autoscale;

import io.jswarm.api.model.Autoscale;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How many tasks a load calls for, by the rule of Kubernetes' horizontal pod autoscaler (its
 * documentation, "Algorithm details"): {@code ceil(tasks * usage / target)}, the most of what each
 * resource calls for, and the present number when usage is within a tenth of the target. Tasks of
 * which nothing is known make it careful: for more tasks they count as using nothing, for fewer as
 * using what they should; tasks that start count as using nothing for more, and not at all for
 * fewer. When that would turn the direction, nothing changes.
 *
 * @param figures it was made of, at least one
 */
record Recommendation(long tasks, List<Figure> figures) {
  Recommendation {
    figures = List.copyOf(figures);
  }

  /**
   * Empty when nothing is known of any task, and when what is not known could speak against fewer.
   */
  static Optional<Recommendation> of(Autoscale wish, long current, Crew crew) {
    List<Figure> figures = new ArrayList<>();
    boolean blind = false;
    long most = 0;
    for (Resource resource : Resource.values()) {
      long wanted = resource.wanted(wish);
      if (wanted > 0) {
        Optional<Figure> figure = Figure.of(resource, wanted, crew);
        blind |= figure.isEmpty();
        figure.ifPresent(figures::add);
        most = Math.max(most, figure.map(each -> each.tasks(current, crew)).orElse(0L));
      }
    }
    return figures.isEmpty() || (blind && most < current)
        ? Optional.empty()
        : Optional.of(new Recommendation(wish.nearest(most), figures));
  }

  /** What was seen, for people. */
  String reason() {
    return figures.stream().map(Figure::toString).collect(Collectors.joining(", "));
  }

  /** How a resource is used, in percent; empty when that was not looked at. */
  Optional<Long> percent(Resource resource) {
    return figures.stream()
        .filter(figure -> figure.resource() == resource)
        .map(Figure::percent)
        .findFirst();
  }
}
