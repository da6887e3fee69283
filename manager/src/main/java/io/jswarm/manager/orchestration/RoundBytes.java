package io.jswarm.manager.orchestration;

import io.jswarm.api.codec.Cbor;
import io.jswarm.api.model.NetworkAttachment;
import io.jswarm.api.model.SwarmNetwork;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.raftstore.image.Change;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * About how long a round will be when it is encoded, and rather too long than too short. What comes
 * in thousands is estimated; what is rare is measured.
 */
final class RoundBytes {
  /** A task without its spec, its attachments and the words of its status. */
  private static final int TASK = 520;

  /** A change of a task, likewise. */
  private static final int TASK_CHANGE = 300;

  /** What is remembered of a request, without its answer. */
  private static final int REQUEST = 200;

  /** So many characters of a status are counted already: what we say ourselves is no longer. */
  private static final int WORDS = 64;

  /** UTF-8 needs three bytes at most for what is one character here. */
  private static final int PER_CHARACTER = 3;

  /** Its addresses; the network itself is there once for all tasks. */
  private static final int PER_ATTACHMENT = 120;

  private static final int PER_GENERIC_RESOURCE = 200;

  private final IdentityHashMap<TaskSpec, Boolean> specs = new IdentityHashMap<>();
  private final IdentityHashMap<SwarmNetwork, Boolean> networks = new IdentityHashMap<>();
  private long estimate;

  long estimate() {
    return estimate;
  }

  /** A change that becomes part of the making of its task, which has room for all but words. */
  void grow(Change change) {
    estimate +=
        switch (change) {
          case Change.SetTaskStatus(String _, TaskStatus status) -> words(status);
          case Change.AssignTask assign -> words(assign.status()) + given(assign);
          default -> 0;
        };
  }

  void add(Change change) {
    estimate +=
        switch (change) {
          case Change.PutTask(Task task) -> task(task);
          case Change.SetTaskStatus(String _, TaskStatus status) -> TASK_CHANGE + words(status);
          case Change.SetTaskDesired _, Change.RemoveTask _ -> TASK_CHANGE;
          case Change.AssignTask assign -> TASK_CHANGE + words(assign.status()) + given(assign);
          case Change.PutCluster _,
              Change.PutNode _,
              Change.RemoveNode _,
              Change.SetNodeStatus _,
              Change.PutService _,
              Change.RemoveService _,
              Change.PutNetwork _,
              Change.RemoveNetwork _,
              Change.PutBlock _,
              Change.RemoveBlock _,
              Change.ExpireFreed _,
              Change.PutSecret _,
              Change.RemoveSecret _,
              Change.PutConfig _,
              Change.RemoveConfig _,
              Change.RenamePayload _,
              Change.PutVolume _,
              Change.RemoveVolume _,
              Change.PutMember _,
              Change.RemoveMember _,
              Change.PutRevoked _,
              Change.ExpireRevoked _,
              Change.ExpireRequests _ ->
              measured(change);
          case Change.PutRequest(var outcome) -> REQUEST + outcome.result().size();
        };
  }

  private long task(Task task) {
    boolean seen = specs.put(task.spec(), true) != null;
    return TASK
        + words(task.status())
        + attached(task.networksAttachments())
        + (seen ? 0 : measured(task.spec()));
  }

  private static long words(TaskStatus status) {
    int characters = status.message().length() + status.err().length();
    return (long) PER_CHARACTER * Math.max(0, characters - WORDS);
  }

  private long given(Change.AssignTask assign) {
    return attached(assign.attachments())
        + (long) PER_GENERIC_RESOURCE * assign.genericResources().size();
  }

  private long attached(List<NetworkAttachment> attachments) {
    long size = (long) PER_ATTACHMENT * attachments.size();
    for (NetworkAttachment attachment : attachments) {
      boolean seen = networks.put(attachment.network(), true) != null;
      size += seen ? 0 : measured(attachment.network());
    }
    return size;
  }

  private static long measured(Object value) {
    return Cbor.STRICT.write(value).length;
  }
}
