package io.jswarm.raftstore.ratis;

import io.jswarm.raftstore.log.Barrier;
import io.jswarm.raftstore.log.LogLab.Running;
import io.jswarm.raftstore.log.MemberChange;
import io.jswarm.raftstore.log.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Prints how fast the log on Ratis is with three members in this JVM. To be run by hand: {@code
 * RatisFigures DIRECTORY}; the directory should be on the disk that matters.
 */
final class RatisFigures {
  private static final int SEQUENTIAL = 500;
  private static final int PARALLEL = 64;
  private static final int PARALLEL_TOTAL = 10_000;
  private static final byte[] ENTRY = new byte[500];

  private RatisFigures() {}

  public static void main(String[] arguments) {
    try (RatisLab lab = new RatisLab(Path.of(arguments[0]), RatisTuning.DEFAULT)) {
      long begun = System.nanoTime();
      Running first = lab.found("m1");
      say("started", begun);
      lab.await("leads", first.recorder()::leads);
      say("first member leads", begun);
      Running[] all = {first, lab.join("m2"), lab.join("m3")};
      for (Running joiner : List.of(all[1], all[2])) {
        long adding = System.nanoTime();
        var done =
            answer(
                (Consumer<MemberChange> to) -> first.log().addMember(lab.member(joiner.id()), to));
        say("added " + joiner.id() + " " + done, adding);
      }
      for (int pass = 0; pass < 3; pass++) {
        sequential(first);
        parallel(first);
      }
      barrier("leader", first);
      barrier("follower", all[1]);
      transfers(lab, all);
    }
  }

  private static void sequential(Running leader) {
    long[] nanos = new long[SEQUENTIAL];
    for (int i = 0; i < SEQUENTIAL; i++) {
      long begun = System.nanoTime();
      Outcome outcome = answer((Consumer<Outcome> to) -> leader.log().propose(ENTRY, to));
      if (!(outcome instanceof Outcome.Committed)) {
        throw new IllegalStateException("" + outcome);
      }
      nanos[i] = System.nanoTime() - begun;
    }
    Arrays.sort(nanos);
    System.out.printf(
        "sequential: %.0f/s, p50 %.2f ms, p99 %.2f ms%n",
        SEQUENTIAL * 1e9 / Arrays.stream(nanos).sum(),
        nanos[SEQUENTIAL / 2] / 1e6,
        nanos[SEQUENTIAL * 99 / 100] / 1e6);
  }

  private static void parallel(Running leader) {
    Semaphore free = new Semaphore(PARALLEL);
    AtomicInteger failed = new AtomicInteger();
    long begun = System.nanoTime();
    for (int i = 0; i < PARALLEL_TOTAL; i++) {
      free.acquireUninterruptibly();
      leader
          .log()
          .propose(
              ENTRY,
              outcome -> {
                if (!(outcome instanceof Outcome.Committed)) {
                  failed.incrementAndGet();
                }
                free.release();
              });
    }
    free.acquireUninterruptibly(PARALLEL);
    System.out.printf(
        "%d parallel: %.0f/s, %d failed%n",
        PARALLEL, PARALLEL_TOTAL * 1e9 / (System.nanoTime() - begun), failed.get());
  }

  private static void barrier(String where, Running member) {
    long begun = System.nanoTime();
    for (int i = 0; i < SEQUENTIAL; i++) {
      answer((Consumer<Barrier> to) -> member.log().readBarrier(Duration.ofSeconds(3), to));
    }
    System.out.printf(
        "read barrier on a %s: %.0f us%n", where, (System.nanoTime() - begun) / 1e3 / SEQUENTIAL);
  }

  private static void transfers(RatisLab lab, Running[] all) {
    for (int i = 0; i < 6; i++) {
      Running from = all[i % 3];
      Running to = all[(i + 1) % 3];
      long begun = System.nanoTime();
      from.log().transferLeadership(to.id(), done -> {});
      lab.await("next leads", to.recorder()::leads);
      long ready = System.nanoTime();
      Outcome outcome = answer((Consumer<Outcome> told) -> to.log().propose(ENTRY, told));
      System.out.printf(
          "transfer: ready after %.0f ms, first write %.1f ms later: %s%n",
          (ready - begun) / 1e6,
          (System.nanoTime() - ready) / 1e6,
          outcome.getClass().getSimpleName());
    }
  }

  private static <T> T answer(Consumer<Consumer<T>> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    question.accept(answer::complete);
    return answer.join();
  }

  private static void say(String what, long since) {
    System.out.printf("%s after %.0f ms%n", what, (System.nanoTime() - since) / 1e6);
  }
}
