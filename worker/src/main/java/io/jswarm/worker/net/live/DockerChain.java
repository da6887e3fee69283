package io.jswarm.worker.net.live;

import io.jswarm.overlaynet.kernel.NetNamespace;
import io.jswarm.overlaynet.kernel.Nft;
import io.jswarm.overlaynet.plan.Names;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A machine with a Docker Engine forwards nothing that Docker does not know, but for what its chain
 * for users accepts: there our devices are let through. A machine without that chain is left alone.
 */
final class DockerChain {
  private static final String TABLE = "table ip filter";
  private static final String CHAIN = "ip filter DOCKER-USER";
  private static final String COMMENT = "jswarm";
  private static final Pattern OURS =
      Pattern.compile(".*comment \"" + COMMENT + "\".* # handle (\\d+)");

  private static final List<String> MATCHES =
      List.of(
          "iifname \"" + Names.FABRIC_DEVICE + "\"",
          "oifname \"" + Names.FABRIC_DEVICE + "\"",
          "iifname \"" + Names.FABRIC_END + "*\"",
          "oifname \"" + Names.FABRIC_END + "*\"");

  private final NetNamespace host;

  DockerChain(NetNamespace host) {
    this.host = host;
  }

  /** Lets our devices through, once. */
  void open() throws IOException {
    host.run(stack -> {
      Nft nft = stack.nft();
      if (handles(nft).filter(List::isEmpty).isPresent()) {
        for (String match : MATCHES) {
          nft.run("insert rule %s %s accept comment \"%s\"".formatted(CHAIN, match, COMMENT));
        }
      }
    });
  }

  /** Takes our rules out again. */
  void close() throws IOException {
    host.run(stack -> {
      Nft nft = stack.nft();
      for (String handle : handles(nft).orElse(List.of())) {
        nft.run("delete rule " + CHAIN + " handle " + handle);
      }
    });
  }

  /** Our rules in the chain; empty when there is no such chain. */
  private static Optional<List<String>> handles(Nft nft) throws IOException {
    boolean table = nft.run("list tables").lines().anyMatch(TABLE::equals);
    if (!table || !nft.run("list " + TABLE).contains("chain DOCKER-USER {")) {
      return Optional.empty();
    }
    String listed = nft.runWithHandles("list chain " + CHAIN);
    return Optional.of(
        OURS.matcher(listed).results().map((MatchResult each) -> each.group(1)).toList());
  }
}
