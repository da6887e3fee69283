package io.jswarm.overlaynet.nft;

/** Which packets a table sees. */
public enum Family {
  IP("ip", "ipv4_addr"),
  IP6("ip6", "ipv6_addr"),
  NETDEV("netdev", "ether_addr");

  private final String word;
  private final String addressType;

  Family(String word, String addressType) {
    this.word = word;
    this.addressType = addressType;
  }

  /** As nft calls it; for the two versions of IP also what their header fields are called by. */
  public String word() {
    return word;
  }

  /** The type of its addresses, as nft calls it. */
  public String addressType() {
    return addressType;
  }

  /** Whether a literal address, or a prefix, is one of this family. */
  public boolean has(String address) {
    return (this == IP6) == (address.indexOf(':') >= 0);
  }
}
