package io.jswarm.overlaynet.nft;

import java.util.List;

/**
 * Rules in order.
 *
 * @param hook where packets enter it, as {@code type nat hook output priority -100}; empty when
 *     only other rules lead there
 */
public record Chain(String hook, List<String> rules) {
  public Chain {
    rules = List.copyOf(rules);
  }

  /** Where other rules lead. */
  public static Chain of(String... rules) {
    return new Chain("", List.of(rules));
  }

  String definition() {
    return hook.isEmpty() ? "" : " { " + hook + "; policy accept; }";
  }
}
