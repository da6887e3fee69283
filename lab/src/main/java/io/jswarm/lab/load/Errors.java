package io.jswarm.lab.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Failed calls counted by kind. For one thread at a time. */
final class Errors {
  /** A daemon that says something new each time shall not fill the memory. */
  private static final int MAX_KINDS = 50;

  private static final int MAX_KIND_LENGTH = 160;
  private static final Pattern NAMES = Pattern.compile("load-[-0-9a-z]+|[0-9a-z]{25}|[0-9]+");
  private static final String OTHERS = "others";

  private final TreeMap<String, Long> counts = new TreeMap<>();

  /** Names and numbers in the text are put out of sight: they would make every error a kind. */
  void count(String prefix, String text) {
    String kind = prefix + NAMES.matcher(text).replaceAll("#");
    add(kind.substring(0, Math.min(kind.length(), MAX_KIND_LENGTH)), 1);
  }

  void addAll(Errors others) {
    others.counts.forEach(this::add);
  }

  Map<String, Long> counts() {
    return counts;
  }

  private void add(String kind, long count) {
    boolean known = counts.containsKey(kind) || counts.size() < MAX_KINDS;
    counts.merge(known ? kind : OTHERS, count, Long::sum);
  }
}
