package io.jswarm.worker.net;

import io.jswarm.api.model.PortConfig;
import io.jswarm.api.model.Task;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.engine.NetworkMode;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries nothing: every fact counts as applied at once. */
public final class NoDataPath implements DataPath {
  private static final String NONE = "this node has no networks for containers: ";

  /** Why no container may join a network; null when each stays alone in its namespace instead. */
  private final @Nullable String refusal;

  private final DataPathNews news = new DataPathNews();

  private NoDataPath(@Nullable String refusal) {
    this.refusal = refusal;
  }

  /**
   * Of a node that cannot carry packets: tasks that need networks are rejected with the reason, all
   * others run.
   *
   * @param reason what is missing, for whoever reads a task's error
   */
  public static NoDataPath refusing(String reason) {
    NoDataPath path = new NoDataPath(NONE + reason);
    path.news.trouble(NONE + reason);
    return path;
  }

  /** For engines without containers. */
  public static NoDataPath forSimulation() {
    return new NoDataPath(null);
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
    if (refusal != null) {
      throw new EngineException.Rejected(refusal);
    }
    return new NetworkMode.Isolated();
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
