package io.jswarm.worker.net;

import io.jswarm.api.model.PortConfig;
import io.jswarm.api.model.Task;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.worker.engine.NetworkMode;
import java.util.Collection;
import java.util.List;

/**
 * Carries nothing, for engines without containers: every fact counts as applied at once, and a
 * container stays alone in its namespace.
 */
public final class SimDataPath implements DataPath {
  private final DataPathNews news = new DataPathNews();

  @Override
  public void beginFacts() {}

  @Override
  public void facts(
      List<NetworkFact> put, List<String> removed, boolean complete, Runnable applied) {
    applied.run();
  }

  @Override
  public NetworkMode join(String containerId, Task task, List<PortConfig> ports) {
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
