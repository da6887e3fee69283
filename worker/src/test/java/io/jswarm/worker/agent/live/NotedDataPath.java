package io.jswarm.worker.agent.live;

import io.jswarm.api.model.PortConfig;
import io.jswarm.api.model.Task;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.engine.NetworkMode;
import io.jswarm.worker.net.DataPath;
import io.jswarm.worker.net.DataPathNews;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what is asked of it, and joins every container in the same way. */
final class NotedDataPath implements DataPath {
  private final NetworkMode joined;
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private volatile String refusal = "";

  NotedDataPath(NetworkMode joined) {
    this.joined = joined;
  }

  List<String> calls() {
    return calls;
  }

  void refuse(String why) {
    refusal = why;
  }

  @Override
  public void beginFacts() {
    calls.add("beginFacts");
  }

  @Override
  public void facts(
      List<NetworkFact> put, List<String> removed, boolean complete, Runnable applied) {
    calls.add("facts " + put.size() + " " + removed.size());
    applied.run();
  }

  @Override
  public NetworkMode join(String containerId, Task task, List<PortConfig> ports) {
    if (!refusal.isEmpty()) {
      throw new EngineException.Failed(refusal);
    }
    calls.add("join " + containerId);
    return joined;
  }

  @Override
  public void gone(String containerId) {
    calls.add("gone " + containerId);
  }

  @Override
  public void leave(String containerId) {
    calls.add("leave " + containerId);
  }

  @Override
  public void recover(Collection<String> containerIds) {
    calls.add("recover " + List.copyOf(containerIds));
  }

  @Override
  public DataPathNews news() {
    return new DataPathNews();
  }

  @Override
  public void close() {
    calls.add("close");
  }

  @Override
  public void dismantle() {
    calls.add("dismantle");
  }
}
