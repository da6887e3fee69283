package io.jswarm.manager.dispatch.facts;

import java.util.TreeSet;

/** What belongs to a topic, by ids the image has anyway. */
final class Membership {
  /** Those whose whereabouts belong to it. */
  final TreeSet<String> nodes = new TreeSet<>();

  final TreeSet<String> services = new TreeSet<>();
  final TreeSet<String> tasks = new TreeSet<>();

  /** Facts of any kind. */
  int facts;
}
