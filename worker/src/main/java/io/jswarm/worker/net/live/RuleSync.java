package io.jswarm.worker.net.live;

import io.jswarm.overlaynet.kernel.NetNamespace;
import io.jswarm.overlaynet.kernel.Nft;
import io.jswarm.overlaynet.nft.Ruleset;
import io.jswarm.overlaynet.nft.Table;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a namespace's packet rules say what they should, with transactions no larger than the
 * change. For one thread.
 */
final class RuleSync {
  private static final Logger LOG = LoggerFactory.getLogger(RuleSync.class);

  private final NetNamespace namespace;
  private @Nullable Ruleset applied;

  /** How the kernel lists them when they are right; empty while it was not asked. */
  private String listed = "";

  private boolean doubted = true;

  RuleSync(NetNamespace namespace) {
    this.namespace = namespace;
  }

  /** Looks at what is there before the next change. */
  void doubt() {
    doubted = true;
  }

  /** Makes the rules hold; returns why they do not, which is tried again the next time. */
  Optional<IOException> to(Ruleset wanted) {
    try {
      namespace.run(stack -> apply(stack.nft(), wanted));
      return Optional.empty();
    } catch (IOException e) {
      LOG.warn("{}: {}", namespace.name(), e.getMessage());
      applied = null;
      return Optional.of(e);
    }
  }

  private void apply(Nft nft, Ruleset wanted) throws IOException {
    Ruleset before = applied;
    if (doubted && (before == null || !list(nft, before).equals(listed))) {
      before = null;
    }
    String text = before == null ? wanted.whole() : wanted.since(before);
    if (!text.isEmpty()) {
      nft.run(text);
      listed = "";
    }
    applied = wanted;
    if (doubted) {
      listed = list(nft, wanted);
      doubted = false;
    }
  }

  private static String list(Nft nft, Ruleset rules) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Table table : rules.tables()) {
      text.append(nft.run("list table " + table.family().word() + " jswarm"));
    }
    return text.toString();
  }

  /** Takes the tables away. */
  void erase(Ruleset any) throws IOException {
    namespace.run(stack -> stack.nft().run(any.erase()));
    applied = null;
  }
}
