package io.jswarm.worker.net;

import io.jswarm.api.model.PortConfig;
import io.jswarm.api.model.Task;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.engine.NetworkMode;
import java.util.Collection;
import java.util.List;

/**
 * A node that cannot carry packets: tasks that need networks are rejected with the reason, all
 * others run.
 */
public final class NoDataPath implements DataPath {
  private static final String NONE = "this node has no networks for containers: ";
  private final String reason;
  private final DataPathNews news = new DataPathNews();

  /**
   * A data path that refuses.
   *
   * @param reason what is missing, for whoever reads a task's error
   */
  public NoDataPath(String reason) {
    this.reason = reason;
    news.trouble(NONE + reason);
  }

  @Override
  public void beginFacts() {}

  @Override
  public void facts(
      List<NetworkFact> put, List<String> removed, boolean complete, Runnable applied) {
    applied.run();
  }

  @Override
  public NetworkMode join(String containerId, Task task, List<PortConfig> ports) {
    throw new EngineException.Rejected(NONE + reason);
  }

  @Override
  public void gone(String containerId) {}

  @Override
  public void leave(String containerId) {}

  @Override
  public void recover(Collection<String> containerIds) {}

  @Override
  public DataPathNews news() {
    return news;
  }

  @Override
  public void close() {}

  @Override
  public void dismantle() {}
}
