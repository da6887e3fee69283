package io.jswarm.worker.net.live;

import io.jswarm.api.rpc.NetworkFact;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What the data path's thread is asked to do. */
sealed interface Work {
  /** Everything will be said anew. */
  record Begin() implements Work {}

  record Hear(List<NetworkFact> put, List<String> removed, boolean complete, Runnable applied)
      implements Work {}

  record Attach(LocalTask task, CompletableFuture<Void> done) implements Work {}

  record Withdraw(String containerId) implements Work {}

  record Detach(String containerId, CompletableFuture<Void> done) implements Work {}

  record Recover(Collection<String> containerIds, CompletableFuture<Void> done) implements Work {}

  /** Has this node's public keys told, now and whenever they change. */
  record Announce(Consumer<String> told) implements Work {}

  /** Compares with the kernel now. */
  record Check(Runnable done) implements Work {}

  record Dismantle(CompletableFuture<Void> done) implements Work {}

  /** Ends the thread. */
  record Close(CompletableFuture<Void> done) implements Work {}
}
