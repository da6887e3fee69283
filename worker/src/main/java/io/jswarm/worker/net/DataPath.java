package io.jswarm.worker.net;

import io.jswarm.api.model.PortConfig;
import io.jswarm.api.model.Task;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.engine.NetworkMode;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * What carries packets on this node. Facts come from one thread, in order; the other methods may be
 * called at once from many virtual threads. All may block for as long as their work takes.
 */
public interface DataPath {
  /**
   * Has this node's public keys told, with which others encrypt what they send to it: soon, and
   * whenever they change, from any thread. One that encrypts nothing tells nothing.
   */
  default void announceTo(Consumer<String> told) {}

  /** A session begins: the complete set of facts follows, maybe in parts. */
  void beginFacts();

  /**
   * Facts that are new or changed, and keys of facts that hold no more.
   *
   * @param complete ends a first part: what has not been named since {@link #beginFacts} holds no
   *     more
   * @param applied called once the kernel does as the facts say, or once it has failed for good to
   *     do so; from any thread
   */
  void facts(List<NetworkFact> put, List<String> removed, boolean complete, Runnable applied);

  /**
   * Makes the container's network namespace and joins it to every network the task is attached to,
   * so that its first process finds them. Doing it again for a container that has joined changes
   * nothing. The facts of its networks may still be on their way: they are waited for.
   *
   * @param ports what the task publishes on this node alone
   * @return how the container is to meet the network
   * @throws EngineException.Rejected when this node cannot
   * @throws EngineException.Failed when something broke that may work the next time
   */
  NetworkMode join(String containerId, Task task, List<PortConfig> ports);

  /**
   * The container's processes have ended: from now on no new connection from this node goes to it,
   * before managers say so. What it sent last may still be on its way; {@link #leave} follows.
   */
  void gone(String containerId);

  /** Takes the container off its networks and its namespace away; one that is unknown is fine. */
  void leave(String containerId);

  /** Takes over after a restart, before anything else: these containers are there, others gone. */
  void recover(Collection<String> containerIds);

  /** What it has to say of itself. */
  DataPathNews news();

  /** Stops working and leaves the kernel as it is: traffic goes on. */
  void close();

  /**
   * Removes from this machine everything a data path ever made: the node has left its cluster. The
   * last call, also on one that has done nothing yet.
   */
  void dismantle();
}
