package io.jswarm.worker.volume;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The volumes of a node, as the Docker API speaks of them. All methods may block and may be called
 * from many threads; failures are {@link VolumeException}.
 */
public interface Volumes {
  /** Every volume, by name. */
  List<Volume> list();

  Optional<Volume> find(String name);

  /**
   * Sees to it that a volume is there; one that has the name already is taken as it is.
   *
   * @throws VolumeException.NotFound when the node has no such driver
   */
  Volume create(VolumeRequest request);

  /** Removes a volume no container was made with, and all it holds. */
  void remove(String name);

  /** The containers that were made with it, by id. */
  List<String> users(String name);

  /** What its files take; empty for one whose files are elsewhere. */
  OptionalLong bytes(String name);

  /** Tells of every change from now on, on the thread that makes it; must not block. */
  Following follow(Consumer<VolumeNews> follower);

  /** Ends the telling. */
  @FunctionalInterface
  interface Following extends AutoCloseable {
    @Override
    void close();
  }
}
