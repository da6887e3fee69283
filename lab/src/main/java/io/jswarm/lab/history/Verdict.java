package io.jswarm.lab.history;

/** What the checkers say of a history. */
public sealed interface Verdict {
  /** It can have happened. */
  record Sound(int operations) implements Verdict {
    @Override
    public String toString() {
      return "linearizable";
    }
  }

  /** It cannot have happened, whatever the order. */
  record Broken(String name, String why) implements Verdict {
    @Override
    public String toString() {
      return "NOT LINEARIZABLE, service " + name + ": " + why;
    }
  }

  /** The search was given up: too many orders are possible. */
  record Undecided(String name, int orders) implements Verdict {
    @Override
    public String toString() {
      return "undecided, service " + name + ": given up after " + orders + " partial orders";
    }
  }
}
