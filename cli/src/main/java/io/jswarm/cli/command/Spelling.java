package io.jswarm.cli.command;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds what the user may have meant. */
public final class Spelling {
  private Spelling() {}

  /** The nearest of {@code known} by edit distance or by prefix, or null when none is near. */
  public static @Nullable String nearest(String typed, Collection<String> known) {
    String best = null;
    int bestDistance = typed.length() < 3 ? 2 : Math.max(2, typed.length() / 3) + 1;
    for (String candidate : known) {
      boolean prefix = typed.length() > 2 && candidate.startsWith(typed);
      int distance = prefix ? 1 : distance(typed, candidate);
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best;
  }

  /** Levenshtein's distance, two rows at a time. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
