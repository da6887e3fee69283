package io.jswarm.worker.net.live;

import io.jswarm.overlaynet.kernel.KernelException;
import io.jswarm.overlaynet.kernel.NetNamespace;
import io.jswarm.overlaynet.kernel.Nft;
import io.jswarm.overlaynet.nft.Refill;
import io.jswarm.overlaynet.nft.Ruleset;
import io.jswarm.overlaynet.nft.Table;
import java.io.IOException;
import java.util.List;
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

  /** What the kernel is known to hold; null when it has to be asked. */
  private @Nullable Ruleset applied;

  RuleSync(NetNamespace namespace) {
    this.namespace = namespace;
  }

  /** Looks at what is there before the next change. */
  void doubt() {
    applied = null;
  }

  /** Makes the rules hold; returns why they do not, which is tried again the next time. */
  Optional<IOException> to(Ruleset wanted) {
    Ruleset before = applied;
    try {
      if (before == null) {
        namespace.run(stack -> mend(stack.nft(), wanted));
      } else {
        change(before, wanted);
      }
      applied = wanted;
      return Optional.empty();
    } catch (IOException e) {
      LOG.warn("{}: {}", namespace.name(), e.getMessage());
      applied = null;
      return Optional.of(e);
    }
  }

  private void change(Ruleset before, Ruleset wanted) throws IOException {
    Optional<List<Refill>> refills = wanted.refillsSince(before);
    if (refills.isEmpty()) {
      String text = wanted.since(before);
      namespace.run(stack -> stack.nft().run(text));
    } else if (!refills.get().isEmpty()) {
      namespace.run(stack -> refill(stack.nft(), refills.get(), wanted));
    }
  }

  /** What is refused is so because the kernel does not hold what it is known to. */
  private void refill(Nft nft, List<Refill> refills, Ruleset wanted) throws IOException {
    try {
      nft.refill(refills);
    } catch (KernelException e) {
      LOG.warn(
          "{}: {}; the rules are compared with the kernel's", namespace.name(), e.getMessage());
      mend(nft, wanted);
    }
  }

  private void mend(Nft nft, Ruleset wanted) throws IOException {
    if (differs(nft, wanted)) {
      nft.run(wanted.whole());
    }
  }

  private boolean differs(Nft nft, Ruleset wanted) throws IOException {
    for (Table table : wanted.tables()) {
      Optional<String> difference = table.differenceFrom(list(nft, table));
      if (difference.isPresent()) {
        LOG.debug(
            "{}: packet rules are set: {} was not as it should",
            namespace.name(),
            difference.get());
        return true;
      }
    }
    return false;
  }

  /** A table that is not there lists as an empty one. */
  private static String list(Nft nft, Table table) throws IOException {
    String name = table.family().word() + " " + Table.NAME;
    return nft.run("list tables").lines().anyMatch(line -> line.equals("table " + name))
        ? nft.run("list table " + name)
        : "";
  }

  /** Takes the tables away. */
  void erase(Ruleset any) throws IOException {
    namespace.run(stack -> stack.nft().run(any.erase()));
    applied = null;
  }
}
