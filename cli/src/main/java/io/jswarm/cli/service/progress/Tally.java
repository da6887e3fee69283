package io.jswarm.cli.service.progress;

import java.util.List;

/**
 * How many tasks are where they should be.
 *
 * @param known whether {@code wanted} is known already
 * @param lines one for each task shown
 */
record Tally(int done, int wanted, boolean known, List<Line> lines) {
  boolean isComplete() {
    return known && done == wanted;
  }
}
