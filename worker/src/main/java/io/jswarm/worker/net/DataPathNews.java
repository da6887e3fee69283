package io.jswarm.worker.net;

import io.jswarm.api.model.DataPathStatus;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a data path has to say of itself: what is wrong with the ways to other nodes, and what is
 * wrong here. Whoever listens hears the last word at once and then each change.
 */
public final class DataPathNews {
  private @Nullable DataPathStatus paths;
  private String trouble = "";
  private Consumer<DataPathStatus> onPaths = _ -> {};
  private Consumer<String> onTrouble = _ -> {};

  /**
   * From now on these hear, in place of whoever did before.
   *
   * @param onPaths nothing as long as no way was tried; must not block
   * @param onTrouble told sentences for people, empty when all is well; must not block
   */
  public synchronized void listen(Consumer<DataPathStatus> onPaths, Consumer<String> onTrouble) {
    this.onPaths = onPaths;
    this.onTrouble = onTrouble;
    if (paths != null) {
      onPaths.accept(paths);
    }
    if (!trouble.isEmpty()) {
      onTrouble.accept(trouble);
    }
  }

  /** This is how the ways to other nodes are. */
  public synchronized void paths(DataPathStatus status) {
    if (!status.equals(paths)) {
      paths = status;
      onPaths.accept(status);
    }
  }

  /** This is wrong here; empty when nothing is. */
  public synchronized void trouble(String sentence) {
    if (!sentence.equals(trouble)) {
      trouble = sentence;
      onTrouble.accept(sentence);
    }
  }
}
