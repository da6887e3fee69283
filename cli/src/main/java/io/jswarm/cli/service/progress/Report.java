package io.jswarm.cli.service.progress;

import java.util.List;

/** What to show and how it stands. */
record Report(List<Line> lines, Verdict verdict) {}
