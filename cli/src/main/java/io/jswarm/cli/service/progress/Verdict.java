package io.jswarm.cli.service.progress;

/** What a look at the cluster leads to. */
sealed interface Verdict {
  /** Look again. */
  record Going() implements Verdict {}

  /** It is as the spec says, and stayed so. */
  record Done() implements Verdict {}

  /** It will not become what the spec says. */
  record Failed(String reason) implements Verdict {}
}
