package io.jswarm.api.model;

import java.util.List;

/**
 * Whether nodes reach each other where packets of networks go, by what each of them found. Ours.
 *
 * @param tried how many ways from one ready node to another are tried
 * @param everySeconds how long it takes at most until each of them has its next turn; one in doubt
 *     has it sooner
 * @param port the UDP port that packets of networks go to, on every node
 * @param broken the ways that are not good, in the order of the nodes that tried them
 * @param more broken ways that nodes did not name, since they named so many
 * @param untried ready nodes that do not try the ways to others
 * @param good the other ways, for who asked for all
 */
@OmitEmpty
public record NetworkCheck(
    @Always long tried,
    @Always int everySeconds,
    @Always int port,
    @Always List<NetworkPath> broken,
    int more,
    List<Untried> untried,
    List<NetworkPath> good) {
  public NetworkCheck {
    broken = Values.list(broken);
    untried = Values.list(untried);
    good = Values.list(good);
  }

  public NetworkCheck withGood(List<NetworkPath> good) {
    return new NetworkCheck(tried, everySeconds, port, broken, more, untried, good);
  }

  /**
   * A node that does not try the ways to others.
   *
   * @param node its id
   * @param why for people
   */
  public record Untried(@Always String node, @Always String why) {
    public Untried {
      node = Values.text(node);
      why = Values.text(why);
    }
  }
}
