package io.jswarm.overlaynet.nft;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules in order.
 *
 * @param hook where packets enter it, as {@code type nat hook output priority -100}; empty when
 *     only other rules lead there
 * @param choice what the rules say, when they say nothing else
 */
public record Chain(String hook, List<String> rules, @Nullable Choice choice) {
  public Chain {
    rules = List.copyOf(rules);
  }

  /** Of rules in words alone. */
  public Chain(String hook, List<String> rules) {
    this(hook, rules, null);
  }

  /** Where other rules lead. */
  public static Chain of(String... rules) {
    return new Chain("", List.of(rules));
  }

  String definition() {
    return hook.isEmpty() ? "" : " { " + hook + "; policy accept; }";
  }
}
