package io.jswarm.cli.service.progress;

import java.util.List;

/**
 * What to show and how it stands.
 *
 * @param progress how many tasks are where they should be, in words
 */
record Report(List<Line> lines, String progress, Verdict verdict) {}
