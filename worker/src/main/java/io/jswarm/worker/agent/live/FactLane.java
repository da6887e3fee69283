package io.jswarm.worker.agent.live;

import io.jswarm.api.rpc.ManagerMessage.Networks;
import io.jswarm.worker.agent.AgentInput;
import io.jswarm.worker.net.DataPath;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings network facts to the data path, in order and on a thread of its own: the kernel may be
 * slow, heartbeats may not.
 */
final class FactLane implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FactLane.class);

  private final DataPath dataPath;
  private final Consumer<AgentInput> answers;
  private final ExecutorService thread;

  FactLane(DataPath dataPath, ThreadFactory threads, Consumer<AgentInput> answers) {
    this.dataPath = dataPath;
    this.answers = answers;
    this.thread = Executors.newSingleThreadExecutor(threads);
  }

  void begin() {
    submit(dataPath::beginFacts);
  }

  void apply(long connection, Networks networks) {
    Runnable applied =
        () -> answers.accept(new AgentInput.FactsApplied(connection, networks.sequence()));
    submit(() ->
        dataPath.facts(
            networks.facts().put(), networks.facts().removed(), networks.complete(), applied));
  }

  /** Leaves undone what has not begun; does not wait. */
  @Override
  public void close() {
    thread.shutdownNow();
  }

  /** A data path that fails unforeseen answers nothing: the leader stops waiting by itself. */
  private void submit(Runnable work) {
    try {
      thread.execute(() -> {
        try {
          work.run();
        } catch (RuntimeException e) {
          LOG.error("the data path has failed to take in what the leader says", e);
        }
      });
    } catch (RejectedExecutionException _) {
      LOG.debug("the agent stops: no more facts");
    }
  }
}
