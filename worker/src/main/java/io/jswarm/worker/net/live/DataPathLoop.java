package io.jswarm.worker.net.live;

import io.jswarm.overlaynet.plan.Facts;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.net.FactsFile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread behind the data path. What came in while the kernel was busy is done together, but
 * for containers that leave: the kernel takes tens of milliseconds for each, so they go one by one,
 * and whatever else comes in meanwhile goes before them. Until all facts are known once, nothing
 * that is there is changed: a daemon that starts again finds traffic flowing, and goes on with what
 * it was told last.
 */
final class DataPathLoop {
  private static final Logger LOG = LoggerFactory.getLogger(DataPathLoop.class);

  /** The kernel is compared with what should be there at least this often. */
  private static final Duration CHECK_EVERY = Duration.ofMinutes(1);

  /** So often it is looked whether tunnels are there, which nobody tells, and whose turn it is. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  /** Facts of a task's networks come before the task, unless the manager is in trouble. */
  private static final Duration FACTS_WITHIN = Duration.ofSeconds(20);

  private static final int BATCH_MAX = 1000;

  private final NodeNetwork network;
  private final TaskFiles files;
  private final FactsFile told;
  private final BlockingQueue<Work> inbox;
  private final Consumer<String> trouble;
  private final Shortcomings shortcomings = new Shortcomings();
  private final Patience patience = new Patience();

  private Facts facts = Facts.NONE;

  /** Those said since the session began, until they are all there. */
  private @Nullable Facts fresh;

  private boolean complete;
  private boolean stale;
  private long checkNanos = System.nanoTime();
  private long lookNanos = System.nanoTime();
  private @Nullable CompletableFuture<Void> ending;
  private final List<Waiting> waiting = new ArrayList<>();
  private final Leaving leaving = new Leaving();

  /** Whether somebody has left since the kernel was last made to follow. */
  private boolean left;

  private final List<Runnable> applied = new ArrayList<>();

  /** A task whose networks are not known yet. */
  private record Waiting(Work.Attach attach, long untilNanos) {}

  /**
   * @param trouble told what is wrong here, and when nothing is any more
   */
  DataPathLoop(
      NodeNetwork network,
      TaskFiles files,
      FactsFile told,
      BlockingQueue<Work> inbox,
      Consumer<String> trouble) {
    this.trouble = trouble;
    this.network = network;
    this.files = files;
    this.told = told;
    this.inbox = inbox;
  }

  void run() {
    List<Work> batch = new ArrayList<>();
    while (ending == null) {
      try {
        Work first = inbox.poll(untilNext(), TimeUnit.NANOSECONDS);
        if (first != null) {
          batch.add(first);
          inbox.drainTo(batch, BATCH_MAX);
        }
      } catch (InterruptedException _) {
        LOG.debug("nobody interrupts the data path; it goes on");
      }
      boolean told = !batch.isEmpty();
      batch.forEach(this::take);
      batch.clear();
      if (told || leaving.isEmpty()) {
        follow();
      }
      letOneGo();
    }
    network.close();
    closeFile();
    waiting.forEach(each -> fail(each.attach, "this node's data path has stopped"));
    ending.complete(null);
  }

  private long untilNext() {
    if (left || !leaving.isEmpty()) {
      return 0;
    }
    long next = Math.min(checkNanos, lookNanos);
    for (Waiting each : waiting) {
      next = Math.min(next, each.untilNanos);
    }
    return Math.max(0, next - System.nanoTime());
  }

  private void take(Work work) {
    switch (work) {
      case Work.Begin() -> fresh = Facts.NONE;
      case Work.Hear heard -> hear(heard);
      case Work.Attach attach ->
          waiting.add(new Waiting(attach, System.nanoTime() + FACTS_WITHIN.toNanos()));
      case Work.Withdraw(String containerId) -> {
        network.withdraw(containerId);
        stale = true;
      }
      case Work.Detach detach -> leaving.add(detach);
      case Work.Recover(var ids, var done) -> answer(done, () -> recover(ids));
      case Work.Announce(var told) -> network.announceTo(told);
      case Work.Check(Runnable done) -> {
        checkNanos = System.nanoTime();
        applied.add(done);
      }
      case Work.Dismantle(var done) -> {
        letAllGo();
        answer(done, this::dismantle);
        ending = done;
      }
      case Work.Close(var done) -> {
        letAllGo();
        ending = done;
      }
    }
  }

  private void hear(Work.Hear heard) {
    Facts coming = fresh;
    if (coming == null) {
      facts = facts.with(heard.put(), heard.removed());
    } else {
      coming = coming.with(heard.put(), heard.removed());
      facts = heard.complete() ? coming : facts.with(heard.put(), heard.removed());
      fresh = heard.complete() ? null : coming;
    }
    keep(heard, coming != null && heard.complete());
    complete |= heard.complete();
    stale = true;
    applied.add(heard.applied());
  }

  /** Before the kernel follows, and before managers are told that it does. */
  private void keep(Work.Hear heard, boolean inPlaceOfAll) {
    try {
      if (inPlaceOfAll || !told.takesChanges()) {
        told.write(facts.all());
      } else {
        told.append(heard.put(), heard.removed());
      }
    } catch (IOException e) {
      warnOfFile(e);
    }
  }

  /** Takes long among thousands of facts, and nobody waits for it: so it comes last. */
  private void tidyFile() {
    try {
      if (told.isOutgrown(facts.all().size())) {
        told.write(facts.all());
      }
    } catch (IOException e) {
      warnOfFile(e);
    }
  }

  private static void warnOfFile(IOException e) {
    LOG.warn("what managers said of networks is not on disk: {}", e.getMessage());
  }

  private void letOneGo() {
    leaving.next().ifPresent(this::letGo);
  }

  private void letAllGo() {
    while (!leaving.isEmpty()) {
      letOneGo();
    }
  }

  private void letGo(Work.Detach each) {
    answer(each.done(), () -> detach(each.containerId()));
    left = true;
  }

  /** Joins those that wait and makes the kernel follow. */
  private void follow() {
    left = false;
    List<Work.Attach> attached = complete ? ready() : List.of();
    long now = System.nanoTime();
    boolean inTurn = now >= checkNanos;
    if (inTurn) {
      network.doubt();
      checkNanos = now + CHECK_EVERY.toNanos();
      stale = true;
    }
    if (now >= lookNanos) {
      lookNanos = now + LOOK_EVERY.toNanos();
      stale |= network.needsCare();
    }
    if (stale && complete && ending == null) {
      stale = false;
      try {
        NodeNetwork.Outcome outcome = network.follow(facts);
        trouble.accept(shortcomings.after(outcome.failures()));
        finish(attached, outcome);
        retry(!outcome.failures().isEmpty(), inTurn);
      } catch (IOException e) {
        LOG.warn("the kernel does not follow what the cluster says: {}", e.getMessage());
        trouble.accept(shortcomings.after(Map.of("kernel", e)));
        retry(true, inTurn);
        attached.forEach(each -> fail(each, e.getMessage()));
      }
    }
    applied.forEach(Runnable::run);
    applied.clear();
    tidyFile();
    giveUpWaiting();
  }

  private List<Work.Attach> ready() {
    List<Work.Attach> ready = new ArrayList<>();
    for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
      Work.Attach attach = each.next().attach;
      if (network.knows(facts, attach.task())) {
        each.remove();
        network
            .refusal(facts, attach.task())
            .ifPresentOrElse(
                why -> attach.done().completeExceptionally(new EngineException.Rejected(why)),
                () -> admit(attach, ready));
      }
    }
    return ready;
  }

  private void admit(Work.Attach attach, List<Work.Attach> ready) {
    leaving.holding(attach.task(), network.tasks()).forEach(this::letGo);
    try {
      files.write(attach.task());
      network.add(attach.task());
      ready.add(attach);
      stale = true;
    } catch (IOException e) {
      fail(attach, e.getMessage());
    }
  }

  private void finish(List<Work.Attach> attached, NodeNetwork.Outcome outcome) {
    for (Work.Attach each : attached) {
      outcome
          .of(each.task())
          .ifPresentOrElse(
              failure -> fail(each, failure.getMessage()), () -> each.done().complete(null));
    }
  }

  private void retry(boolean failed, boolean inTurn) {
    if (failed) {
      patience
          .failed(inTurn)
          .ifPresent(wait -> checkNanos = Math.min(checkNanos, System.nanoTime() + wait.toNanos()));
    } else {
      patience.succeeded();
    }
  }

  private void giveUpWaiting() {
    long now = System.nanoTime();
    waiting.removeIf(each -> {
      boolean late = now >= each.untilNanos;
      if (late) {
        fail(
            each.attach,
            "no manager has said yet where the networks of task %s are"
                .formatted(each.attach.task().taskId()));
      }
      return late;
    });
  }

  private void detach(String containerId) throws IOException {
    waiting.removeIf(each -> {
      boolean same = each.attach.task().containerId().equals(containerId);
      if (same) {
        fail(each.attach, "it has left its networks meanwhile");
      }
      return same;
    });
    network.remove(containerId);
    files.delete(containerId);
    stale = true;
  }

  private void recover(Collection<String> containerIds) throws IOException {
    Facts before = Facts.NONE;
    for (FactsFile.Told each : told.read()) {
      before = before.with(each.put(), each.removed());
    }
    facts = before.with(facts.all(), List.of());
    complete |= !facts.all().isEmpty();
    stale = true;
    Set<String> alive = new HashSet<>(containerIds);
    for (LocalTask each : files.read()) {
      network.add(each);
      if (!alive.contains(each.containerId())) {
        detach(each.containerId());
      }
    }
    network.removeContainersBut(alive);
    LOG.info("{} containers are on networks", network.tasks().size());
  }

  private void dismantle() throws IOException {
    recover(List.of());
    told.delete();
    network.dismantle();
  }

  private void closeFile() {
    try {
      told.close();
    } catch (IOException e) {
      LOG.debug("nothing waits to be written", e);
    }
  }

  private static void fail(Work.Attach attach, @Nullable String why) {
    attach.done().completeExceptionally(new EngineException.Failed("joining networks: " + why));
  }

  /** Work that may fail, answered when it is done. */
  private interface Step {
    void run() throws IOException;
  }

  private static void answer(CompletableFuture<Void> done, Step step) {
    try {
      step.run();
      done.complete(null);
    } catch (IOException e) {
      LOG.warn("{}", e.getMessage());
      done.completeExceptionally(e);
    }
  }
}
