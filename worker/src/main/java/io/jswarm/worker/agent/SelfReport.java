package io.jswarm.worker.agent;

import io.jswarm.api.model.DataPathStatus;
import io.jswarm.api.rpc.WorkerMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How the node is, and what of that the leader was told in this session. */
final class SelfReport {
  private final SortedMap<AgentInput.Part, String> troubles = new TreeMap<>();
  private @Nullable DataPathStatus paths;
  private String toldTrouble = "";
  private @Nullable DataPathStatus toldPaths;
  private boolean pathsAreTold;

  void troubled(AgentInput.Part part, String sentence) {
    if (sentence.isEmpty()) {
      troubles.remove(part);
    } else {
      troubles.put(part, sentence);
    }
  }

  void tried(DataPathStatus status) {
    paths = status;
  }

  /** Another session: the leader takes silence for the absence of trouble, and of nothing else. */
  void begin() {
    toldTrouble = "";
    pathsAreTold = false;
  }

  /** What has changed since it was told; for a leader that has accepted the session. */
  List<WorkerMessage> news() {
    List<WorkerMessage> news = new ArrayList<>();
    String trouble = String.join("; ", troubles.values());
    if (!trouble.equals(toldTrouble)) {
      toldTrouble = trouble;
      news.add(new WorkerMessage.Condition(trouble));
    }
    if (!pathsAreTold || !Objects.equals(paths, toldPaths)) {
      pathsAreTold = true;
      toldPaths = paths;
      news.add(new WorkerMessage.Paths(paths));
    }
    return news;
  }
}
