package io.jswarm.manager.autoscale;

import java.util.Optional;

/**
 * How one resource is used by the tasks of a service.
 *
 * @param ratio what they use on average, over what they should: above one it is too much
 * @param wanted what they should, in percent
 * @param counted how many tasks this is known of
 */
record Figure(Resource resource, double ratio, long wanted, int counted) {
  /** Ratios that differ from one by no more than this are as wanted. */
  static final double TOLERANCE = 0.1;

  private static final double ROUNDING = 1e-9;

  /** Of the tasks that are measured; empty when there are none. */
  static Optional<Figure> of(Resource resource, long wanted, Crew crew) {
    double used = 0;
    double whole = 0;
    int counted = 0;
    for (Crew.Member member : crew.measured()) {
      long all = resource.whole(member.spec());
      if (all > 0) {
        used += resource.used(member.load());
        whole += all;
        counted++;
      }
    }
    return counted == 0
        ? Optional.empty()
        : Optional.of(new Figure(resource, used * 100 / (whole * wanted), wanted, counted));
  }

  /** What they use, in percent. */
  long percent() {
    return Math.round(ratio * wanted);
  }

  /**
   * How many tasks this calls for.
   *
   * @param current how many there should be now
   */
  long tasks(long current, Crew crew) {
    boolean more = ratio > 1;
    int unheard = crew.unheard() + crew.measured().size() - counted;
    int silent = unheard + (more ? crew.starting() : 0);
    double all = counted + silent;
    double cautious = (ratio * counted + (more ? 0 : unheard)) / all;
    boolean asWanted = Math.abs(cautious - 1) <= TOLERANCE + ROUNDING;
    if (asWanted || (cautious > 1) != more) {
      return current;
    }
    long tasks = (long) Math.ceil(cautious * all - ROUNDING);
    return more ? Math.max(tasks, current) : Math.min(tasks, current);
  }

  @Override
  public String toString() {
    return "%s is at %d%% where %d%% is wanted".formatted(resource.word(), percent(), wanted);
  }
}
