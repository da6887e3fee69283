package io.jswarm.lab.net;

import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabHost;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts packets at every host's cable, by the names given; hosts have it until they are removed.
 */
final class Wiretap {
  private static final String TABLE = "netdev wiretap";
  private static final Pattern PACKETS = Pattern.compile("packets (\\d+)");

  private final Lab lab;

  private Wiretap(Lab lab) {
    this.lab = lab;
  }

  /** Counts, by name, IPv4 packets that nft finds matching. */
  static Wiretap of(Lab lab, Map<String, String> matching) throws InterruptedException {
    StringBuilder rules = new StringBuilder("table " + TABLE + " {\n");
    matching.keySet().forEach(name -> rules.append("counter %s {}\n".formatted(name)));
    for (String way : List.of("ingress", "egress")) {
      rules.append("chain %1$s { type filter hook %1$s device eth0 priority 0;\n".formatted(way));
      matching.forEach((name, match) ->
          rules.append("meta protocol ip %s counter name %s\n".formatted(match, name)));
      rules.append("}\n");
    }
    for (LabHost host : lab.hosts()) {
      host.exec("nft", rules + "}").orThrow();
    }
    return new Wiretap(lab);
  }

  /** How many were seen by then; each twice when both hosts are of the cluster. */
  long seen(String name) throws InterruptedException {
    long seen = 0;
    for (LabHost host : lab.hosts()) {
      String shown = host.exec("nft", "list counter " + TABLE + " " + name).orThrow();
      Matcher packets = PACKETS.matcher(shown);
      if (!packets.find()) {
        throw new IllegalStateException("nft shows no packets: " + shown);
      }
      seen += Long.parseLong(packets.group(1));
    }
    return seen;
  }
}
