package io.jswarm.worker.net;

import io.jswarm.api.model.Task;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.worker.engine.EngineException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * What carries packets on this node. Facts come from one thread, in order; the other methods may be
 * called at once from many virtual threads and block for as long as their work takes.
 */
public interface DataPath {
  /**
   * Facts that are new or changed, and keys of facts that hold no more.
   *
   * @param complete ends a first part: what has not been named since {@link #beginFacts} holds no
   *     more
   * @param applied called once the kernel does as the facts say, or once it has failed for good to
   *     do so; from any thread
   */
  void facts(List<NetworkFact> put, List<String> removed, boolean complete, Runnable applied);

  /** A session begins: the complete set follows, maybe in parts. */
  void beginFacts();

  /**
   * Makes the container's network namespace and joins it to every network the task is attached to,
   * so that its first process finds them. Doing it again for a container that has joined changes
   * nothing.
   *
   * @throws EngineException.Rejected when this node cannot
   * @throws EngineException.Failed when something broke that may work the next time
   */
  Joined join(String containerId, Task task);

  /** Takes the container off its networks and its namespace away; one that is unknown is fine. */
  void leave(String containerId);

  /** Takes over after a restart: these containers are there, all others are gone. */
  void recover(Collection<String> containerIds);

  /** Stops working and leaves the kernel as it is: traffic goes on. */
  void close();

  /** Removes from this machine everything a data path made; the node has left its cluster. */
  void dismantle();

  /**
   * A container's network.
   *
   * @param namespace the file that stands for it
   * @param addresses its own, the one its host name stands for first; without prefix lengths
   * @param resolver the address of the name server it should ask
   */
  record Joined(Path namespace, List<String> addresses, String resolver) {}
}
